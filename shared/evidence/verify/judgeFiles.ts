/** Judges loose files: a chain, and an exchange with or without what was agreed on before it. */
import { concat } from '../bytes/concat.js';
import type { Stop } from '../bytes/stop.js';
import type { Chain } from '../certificate/chain.js';
import { type Conversation, follow } from '../exchange/conversation.js';
import { splitStream } from '../exchange/stream.js';
import { isVersion } from '../spdm/codes.js';
import { type Negotiated, nothingNegotiated } from '../spdm/negotiated.js';
import { withSummaries } from './measuredSummary.js';
import { impliedBy } from './signature.js';
import { type Judged, type Judging, verifyExchange } from './verifyExchange.js';

export interface LooseFiles {
  readonly chain: Chain;
  /** The response; the request may stand before it. */
  readonly response: Uint8Array;
  readonly request: Uint8Array | null;
  readonly vca: Uint8Array | null;
  /** `0x12` for 1.2, where the person says so; else as the response's first byte says. */
  readonly version: number | null;
}

export interface JudgedFiles {
  readonly conversation: Conversation;
  readonly judged: readonly Judged[];
  /** Where the messages stopped making sense; null at a clean end. */
  readonly stopped: Stop | null;
}

/** Without VCA the leaf's key says which algorithm signed; a hash is only implied for curves. */
const assumedOf = ({ chain, response, version }: LooseFiles): Negotiated => {
  const leaf = chain.links.at(-1)?.certificate;
  const implied = leaf === undefined ? null : impliedBy(leaf);
  const said = version ?? response[0] ?? 0;
  const known = isVersion(said) ? said : nothingNegotiated.version;
  return { ...nothingNegotiated, version: known, ...(implied ?? {}) };
};

export const judgeFiles = (files: LooseFiles, judging: Judging): JudgedFiles => {
  const { chain, response, request, vca } = files;
  const assumed = assumedOf(files);
  const none = new Uint8Array(0);
  const stream = splitStream(concat(vca ?? none, request ?? none, response), 'messages', assumed);
  const conversation = follow(stream.heard, assumed);
  const judged = conversation.exchanges.map((exchange) => verifyExchange(exchange, { chain, slot: null }, judging));
  return { conversation, judged: withSummaries(judged, judging.cryptography), stopped: stream.trouble };
};
