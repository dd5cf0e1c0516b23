/** Judges one signed exchange: every check runs, and signature and chain get verdicts of their own beside the whole. */
import { sameBytes } from '../bytes/concat.js';
import { shortHex, toHex } from '../bytes/hex.js';
import type { Certificate } from '../certificate/certificate.js';
import type { Chain } from '../certificate/chain.js';
import type { RevocationList } from '../certificate/revocationList.js';
import type { Cryptography } from '../cryptography.js';
import type { Exchange, SlotChain } from '../exchange/exchange.js';
import { type HashName, hashSizes } from '../spdm/algorithms.js';
import { checkMeasurements } from './measurements.js';
import { checkPath } from './path.js';
import { checkRevocation } from './revocation.js';
import type { References } from './references.js';
import { checkSignature, type Leaf } from './signature.js';
import { type Check, type Found, holds, pass, unable, type Verdict, worst } from './verdict.js';

/** A chain with what the capture says of it. */
export interface PresentedChain {
  readonly chain: Chain;
  /** Null where it came as a file of its own. */
  readonly slot: SlotChain | null;
}

export interface Judging {
  readonly anchors: readonly Certificate[];
  /** Null: measurements are not compared. */
  readonly references: References | null;
  /** The time to judge validity at, in milliseconds since the epoch. */
  readonly at: number;
  /** The nonce the verifier issued, where it knows. */
  readonly nonce: Uint8Array | null;
  readonly cryptography: Cryptography;
  /** Lists of the authorities; without one of an issuer there is no row on revocation. */
  readonly revocations?: readonly RevocationList[];
  /** `refuse`: a device that somebody can look into fails. Without it the mode is told, and not judged. */
  readonly debug?: 'refuse';
  /** Told before each exchange is judged, and once all are: what it throws ends the judging. */
  readonly onStep?: (done: number, of: number) => void;
}

export interface Judged {
  readonly exchange: Exchange;
  readonly presented: PresentedChain | null;
  readonly signature: Verdict;
  readonly chain: Verdict;
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
}

const signatureRow = (exchange: Exchange, found: Found): Check => {
  const { body, response } = exchange;
  const length = body.signature?.length ?? 0;
  const bytes = { source: response.source, offset: response.offset + body.signatureAt, length };
  return { id: 'signature', about: 'binding', ...found, bytes };
};

/** What rests on which request was answered: a mismatch is none where that may be another, unless the signature is over it. */
const restingOnRequest = (found: Found, { unsure }: Exchange, signature: Verdict): Found =>
  found.verdict !== 'fail' || unsure === null || signature === 'pass'
    ? found
    : unable(found.expected, `missing: ${unsure}; found ${found.found}`);

/** The nonce that the verifier chose makes the answer a fresh one. */
const nonceRow = (exchange: Exchange, issued: Uint8Array, signature: Verdict): Check => {
  const { nonce, request } = exchange;
  const found =
    nonce === null
      ? unable(toHex(issued), 'missing: the request')
      : holds(sameBytes(nonce, issued), toHex(issued), toHex(nonce));
  return { id: 'nonce', about: 'binding', ...restingOnRequest(found, exchange, signature), bytes: request };
};

/** The slot that was asked for is the one that answers; no row where nobody saw it asked, or where the version names none. */
const slotRows = (exchange: Exchange, signature: Verdict): readonly Check[] => {
  const { askedSlot, body, response } = exchange;
  if (askedSlot === null) return [];
  const found = holds(body.slot === askedSlot, `slot ${askedSlot}`, `slot ${body.slot}`);
  const row = restingOnRequest(found, exchange, signature);
  return [{ id: 'slot', about: 'binding', ...row, bytes: { ...response, length: 4 } }];
};

const digestIs = (digest: Uint8Array | null, claimed: Uint8Array, name: HashName): Found =>
  digest === null
    ? unable(shortHex(claimed, 64), `missing: ${name} in this runtime`)
    : holds(sameBytes(digest, claimed), shortHex(claimed, 64), shortHex(digest, 64));

/** Rows on the blob around the certificates: that it is whole, and the one that was announced. */
const blobRows = (name: HashName | null, presented: PresentedChain, { hash }: Cryptography): readonly Check[] => {
  const { chain, slot } = presented;
  const rows: Check[] = [];
  const range = chain.links[0]?.range ?? slot?.ranges[0] ?? null;
  const row = (id: string, found: Found, bytes = range): void => {
    rows.push({ id: `chain.${id}`, about: 'identity', ...found, bytes });
  };
  const portions = 'every portion';
  if (slot !== null && !slot.complete) {
    // What is in the rest nobody can say.
    row('complete', unable(portions, `missing: ${slot.doubt ?? 'portions of the chain'}`));
    return rows;
  }
  if (slot !== null) row('complete', pass(portions, 'all'));
  row('form', holds(chain.trouble === null, 'certificates that fill it', chain.trouble ?? `${chain.links.length}`));
  const { blob, rootHash } = chain;
  if (blob === null || name === null) return rows;
  const [root] = chain.links;
  const compared = (of: Uint8Array, claimed: Uint8Array): Found => digestIs(hash(name, of), claimed, name);
  const selfIssued = root !== undefined && sameBytes(root.certificate.subjectName, root.certificate.issuerName);
  if (rootHash !== null && root !== undefined && selfIssued) row('root-hash', compared(root.certificate.der, rootHash));
  if (slot?.digest != null) row('digest', compared(blob, slot.digest));
  return rows;
};

/** A challenge's answer names the chain that it answers for. */
const challengedRows = (exchange: Exchange, presented: PresentedChain, { hash }: Cryptography): readonly Check[] => {
  const { hash: name } = exchange.negotiated;
  const { blob } = presented.chain;
  if (exchange.kind !== 'challenge' || presented.slot?.complete === false || blob === null || name === null) return [];
  const { response, body } = exchange;
  const bytes = { source: response.source, offset: response.offset + 4, length: hashSizes[name] };
  return [{ id: 'chain.challenged', about: 'identity', ...digestIs(hash(name, blob), body.chainHash, name), bytes }];
};

/** All blocks of the transcript, the earlier answers' first. */
const blocksOf = (exchange: Exchange) =>
  exchange.kind === 'challenge' ? [] : [...exchange.earlier.flatMap(({ blocks }) => blocks), ...exchange.body.blocks];

const remembered = new WeakMap<Judging, WeakMap<PresentedChain, readonly Check[]>>();

/** Rows of a chain's certificates, made once for all exchanges that one judging holds against it: they are most of its signatures. */
const pathRows = (presented: PresentedChain, judging: Judging): readonly Check[] => {
  const known = remembered.get(judging) ?? new WeakMap<PresentedChain, readonly Check[]>();
  remembered.set(judging, known);
  const before = known.get(presented);
  if (before !== undefined) return before;
  // Of a chain that is not all there nobody knows which is the leaf.
  if (presented.slot?.complete === false) return [];
  const { anchors, at, cryptography, revocations = [] } = judging;
  const { links } = presented.chain;
  const model = presented.slot?.model ?? 'unknown';
  const rows = [
    ...checkPath({ links, anchors, at, model, cryptography }),
    ...checkRevocation({ links, anchors, at, cryptography }, revocations),
  ];
  known.set(presented, rows);
  return rows;
};

/** Rows of a chain by itself, whatever its key signed. @param hash Of its connection. */
export const chainRows = (hash: HashName | null, presented: PresentedChain, judging: Judging): readonly Check[] => [
  ...blobRows(hash, presented, judging.cryptography),
  ...pathRows(presented, judging),
];

const leafOf = (presented: PresentedChain | null): Leaf | null => {
  const certificate = presented?.chain.links.at(-1)?.certificate;
  if (certificate === undefined || presented?.slot?.complete === false) return null;
  return { certificate, doubtful: presented?.chain.trouble ?? null };
};

export const verifyExchange = (exchange: Exchange, presented: PresentedChain | null, judging: Judging): Judged => {
  const { cryptography, nonce, references, debug } = judging;
  const signed = signatureRow(exchange, checkSignature(exchange, leafOf(presented), cryptography));
  const chain =
    presented === null
      ? [missingChain(exchange)]
      : [
          ...blobRows(exchange.negotiated.hash, presented, cryptography),
          ...challengedRows(exchange, presented, cryptography),
          ...pathRows(presented, judging),
        ];
  const { response } = exchange;
  const own = exchange.kind === 'measurements' ? new Set(exchange.body.blocks) : null;
  const content = checkMeasurements(blocksOf(exchange), {
    negotiated: exchange.negotiated,
    references,
    refusesDebug: debug === 'refuse',
    range: (block) =>
      own?.has(block) ? { source: response.source, offset: response.offset + block.at, length: block.length } : null,
  });
  const checks = [
    signed,
    ...slotRows(exchange, signed.verdict),
    ...(nonce === null ? [] : [nonceRow(exchange, nonce, signed.verdict)]),
    ...chain,
    ...content,
  ];
  return {
    exchange,
    presented,
    signature: signed.verdict,
    chain: worst(chain.map(({ verdict }) => verdict)),
    verdict: worst(checks.map(({ verdict }) => verdict)),
    checks,
  };
};

const missingChain = ({ slot }: Exchange): Check => ({
  id: 'chain.present',
  about: 'identity',
  ...unable(`the certificate chain of slot ${slot}`, 'missing: it was not fetched in what was read'),
  bytes: null,
});
