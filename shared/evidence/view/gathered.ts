/** Evidence that this tool gathered itself: it knows the nonce, the lock and the BARs, so that the whole can be judged, and not the exchanges alone. */
import type { GatherWanted } from '../gathering.js';
import { captureOf, type Collection as Gathering } from '../requester/collection.js';
import { judgeCollection } from '../verify/judgeCollection.js';
import type { Judging } from '../verify/verifyExchange.js';
import type { Collection } from './collection.js';

export interface GatheredEvidence extends Pick<GatherWanted, 'bars' | 'tdisp' | 'ids'> {
  readonly kind: 'gathered';
  readonly name: string;
  readonly gathering: Gathering;
}

/** What was gathered, judged as a whole: its own checks are always there. */
export type GatheredCollection = Collection & { readonly whole: NonNullable<Collection['whole']> };

export const collectGathered = (
  { name, gathering, bars, tdisp }: GatheredEvidence,
  { nonce: _, ...judging }: Judging,
): GatheredCollection => {
  const { conversation, judged, sessions, chains, checks, verdict } = judgeCollection(gathering, {
    ...judging,
    bars,
    tdisp,
  });
  const shown = [...chains].flatMap(([slot, presented]) =>
    presented === null ? [] : [[slot, presented.chain] as const],
  );
  return {
    kind: 'gathered',
    name,
    transport: 'doe',
    saidBy: null,
    bytes: captureOf(gathering),
    heard: gathering.heard,
    conversation,
    judged,
    sessions,
    chains: new Map(shown),
    strays: [],
    troubles: conversation.troubles,
    broken: null,
    whole: { checks, verdict },
  };
};
