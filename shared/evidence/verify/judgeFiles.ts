/** Judges loose files: a chain, and an exchange with or without what was agreed on before it. */
import { concat, sameBytes } from '../bytes/concat.js';
import type { Stop } from '../bytes/stop.js';
import type { Chain } from '../certificate/chain.js';
import type { Cryptography } from '../cryptography.js';
import { type Conversation, follow } from '../exchange/conversation.js';
import { splitStream } from '../exchange/stream.js';
import { baseHashes, type HashName } from '../spdm/algorithms.js';
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

/** The hashes that a chain's root hash may be made by; none where it has none, or where no hash comes to it. */
const hashesOf = ({ rootHash, links }: Chain, { hash: digestOf }: Cryptography): readonly HashName[] => {
  const root = links[0]?.certificate.der;
  if (rootHash === null || root === undefined) return [];
  return baseHashes.flatMap(([, name]) => {
    const digest = digestOf(name, root);
    return digest !== null && sameBytes(digest, rootHash) ? [name] : [];
  });
};

/** The hash that goes with a signature of this size, in bytes: a curve's own; of RSA, as strong a one. */
const likeliest: ReadonlyMap<number, HashName> = new Map([
  [64, 'sha256'],
  [256, 'sha256'],
  [96, 'sha384'],
  [384, 'sha384'],
]);

/**
 * Without VCA the leaf's key says which algorithm signed, but for the padding of RSA. Its hash is that of the chain's root
 * hash, or else any: the one that goes with the key first.
 */
const assumedOf = ({ chain, response, version }: LooseFiles, cryptography: Cryptography): readonly Negotiated[] => {
  const leaf = chain.links.at(-1)?.certificate;
  const implied = leaf === undefined ? [] : impliedBy(leaf);
  const said = version ?? response[0] ?? 0;
  const nothing = { ...nothingNegotiated, version: isVersion(said) ? said : nothingNegotiated.version };
  const told = hashesOf(chain, cryptography);
  const each = implied.flatMap((asym) => {
    const any = new Set([likeliest.get(asym.size) ?? 'sha512', ...baseHashes.map(([, name]) => name)]);
    return [...(told.length > 0 ? told : any)].map((hash) => ({ ...nothing, asym, hash }));
  });
  return each.length > 0 ? each : [nothing];
};

const verifies = ({ judged }: JudgedFiles): boolean => judged.some(({ signature }) => signature === 'pass');

/** A signature over one hash verifies with no other: where none does, the first tells why. */
export const judgeFiles = (files: LooseFiles, judging: Judging): JudgedFiles => {
  const [first = nothingNegotiated, ...others] = assumedOf(files, judging.cryptography);
  const found = judgedBy(files, first, judging);
  // What was agreed on is known, or nothing is signed that could say which hash it was.
  const isOpen = files.vca === null && found.judged.some(({ signature }) => signature === 'fail');
  if (!isOpen) return found;
  for (const other of others) {
    const more = judgedBy(files, other, judging);
    if (verifies(more)) return more;
  }
  return found;
};

const judgedBy = (files: LooseFiles, assumed: Negotiated, judging: Judging): JudgedFiles => {
  const { chain, response, request, vca } = files;
  const none = new Uint8Array(0);
  const stream = splitStream(concat(vca ?? none, request ?? none, response), 'messages', assumed);
  const conversation = follow(stream.heard, assumed);
  const judged = conversation.exchanges.map((exchange) => verifyExchange(exchange, { chain, slot: null }, judging));
  return { conversation, judged: withSummaries(judged, judging.cryptography), stopped: stream.trouble };
};
