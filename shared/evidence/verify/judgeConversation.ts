/** From what was heard on a connection to a verdict on each of its signed exchanges. */
import { type Conversation, follow, type Heard } from '../exchange/conversation.js';
import type { SlotChain } from '../exchange/exchange.js';
import { hashSizeOf, type Negotiated, nothingNegotiated } from '../spdm/negotiated.js';
import { readSlotChain } from '../certificate/chain.js';
import { withSummaries } from './measuredSummary.js';
import { type JudgedSession, verifyOpening } from './verifyOpening.js';
import { type Judged, type Judging, type PresentedChain, verifyExchange } from './verifyExchange.js';

export interface JudgedConversation {
  readonly conversation: Conversation;
  readonly judged: readonly Judged[];
  /** Of each session that was opened, in their order. */
  readonly sessions: readonly JudgedSession[];
  /** By slot, also of those that signed nothing; null where its hash is not known. */
  readonly chains: ReadonlyMap<number, PresentedChain | null>;
}

/** Ranges are those of the chain's first portion: the certificates follow it there when it came in one piece. */
const presented = (slot: SlotChain, negotiated: Negotiated): PresentedChain | null => {
  const hashSize = hashSizeOf(negotiated);
  if (hashSize === null) return null;
  const [first] = slot.ranges;
  const { version } = negotiated;
  const chain = readSlotChain(slot.blob, { hashSize, version, source: `chain of slot ${slot.slot}` });
  // Portions that were put where they may not belong, and come to no chain, are as good as not there.
  if (slot.doubt !== null && chain.trouble !== null) return { chain, slot: { ...slot, complete: false } };
  if (first === undefined || slot.ranges.length > 1) return { chain, slot };
  // Eight bytes of message stand before the portion; sixteen where the portion is a large one.
  const head = first.length - slot.blob.length;
  const links = chain.links.map(({ certificate, range }) => ({
    certificate,
    range: { ...range, source: first.source, offset: first.offset + head + range.offset },
  }));
  return { chain: { ...chain, links }, slot };
};

/** Judges a capture: what was agreed on, and the chains, are in it. */
export const judgeConversation = (heard: readonly Heard[], judging: Judging): JudgedConversation => {
  const conversation = follow(heard);
  /** By slot, hash and version: most exchanges are held against one and the same chain. */
  const known = new Map<string, { readonly slot: SlotChain; readonly chain: PresentedChain | null }[]>();
  const present = (slot: SlotChain, { hash, version }: Negotiated): PresentedChain | null => {
    const key = `${hash} ${version}`;
    const before = known.get(key) ?? [];
    const found = before.find((one) => one.slot === slot);
    if (found !== undefined) return found.chain;
    const chain = presented(slot, { ...nothingNegotiated, hash, version });
    known.set(key, [...before, { slot, chain }]);
    return chain;
  };
  const { negotiated } = conversation;
  const chains = new Map(conversation.chains.map((slot) => [slot.slot, present(slot, negotiated)]));
  const of = conversation.exchanges.length + conversation.openings.length;
  const each = conversation.exchanges.map((exchange, done) => {
    judging.onStep?.(done, of);
    // A slot may be given another chain later on: it is the one of its time that an exchange is held against.
    const { delivered } = exchange;
    const then = delivered === null ? null : present(delivered, exchange.negotiated);
    return verifyExchange(exchange, then ?? chains.get(exchange.slot) ?? null, judging);
  });
  const { cryptography } = judging;
  const judged = withSummaries(each, cryptography);
  const sessions = conversation.openings.map((opening, n) => {
    judging.onStep?.(each.length + n, of);
    const { delivered } = opening;
    const chain = delivered === null ? null : present(delivered, opening.negotiated);
    return verifyOpening(opening, { presented: chain, judged, judging });
  });
  judging.onStep?.(of, of);
  return { conversation, judged, sessions, chains };
};
