/** Holds a hash over measurements, as CHALLENGE_AUTH and the answers that open sessions have one, against the blocks that the device measured on the same connection. */
import { concat, sameBytes } from '../bytes/concat.js';
import type { ByteRange } from '../bytes/field.js';
import { shortHex } from '../bytes/hex.js';
import type { Cryptography } from '../cryptography.js';
import type { ChallengeExchange, MeasurementsExchange } from '../exchange/exchange.js';
import { placeOf } from '../exchange/place.js';
import { hashSizes } from '../spdm/algorithms.js';
import type { MeasurementBlock, Measurements } from '../spdm/measurements.js';
import type { Negotiated } from '../spdm/negotiated.js';
import { type Check, fail, type Found, pass, unable, worst } from './verdict.js';
import type { Judged } from './verifyExchange.js';

interface Measured {
  readonly block: MeasurementBlock;
  /** As it stands in its record. */
  readonly bytes: Uint8Array;
}

const blocksIn = ({ blocks, record, recordAt }: Measurements): readonly Measured[] =>
  blocks.map((block) => ({ block, bytes: record.subarray(block.at - recordAt, block.at - recordAt + block.length) }));

/** Each index once, in ascending order, when that is all there are; else null. */
const wholeOf = ({ asked, body, earlier }: MeasurementsExchange): readonly Measured[] | null => {
  const answers = [...earlier, body];
  const byIndex = new Map(answers.flatMap(blocksIn).map((one) => [one.block.index, one]));
  const count = earlier.find((one) => one.count !== null)?.count;
  if (asked?.operation !== 0xff && byIndex.size !== count) return null;
  return [...byIndex.values()].toSorted((one, other) => one.block.index - other.block.index);
};

const immutableRom = 0;
const configuration = 3;

/** Where both are to be had, the digest is what is hashed: a bit stream in its place says nothing of it. */
const mayBeDigested = ({ block: { raw, type } }: Measured): boolean => raw && type !== null && type <= configuration;

const all = 0xff;

/** Of a block, up to its measurement: index, specification, size. */
const blockHeader = 4;

/** What is hashed of the blocks: whole; up to 1.1 some devices leave each block's own header out. */
const formsOf = (version: number): readonly ((measured: Measured) => Uint8Array)[] =>
  version < 0x12 ? [({ bytes }) => bytes, ({ bytes }) => bytes.subarray(blockHeader)] : [({ bytes }) => bytes];

/** A hash over measurements, as a device told it. */
export interface Summed {
  readonly negotiated: Negotiated;
  /** What was asked to be hashed: 1 the TCB's, 0xff all. Null where the request was not seen. */
  readonly summary: number | null;
  readonly hash: Uint8Array;
  /** Exchanges that came before it. */
  readonly after: number;
}

/** One for each form that the version knows, the likeliest first; none without the hash in this runtime. */
type Digests = (measured: readonly Measured[]) => readonly Uint8Array[];

const whatIsMeant = 'the hash over the measured blocks';
const partly = 'missing: the rest of the measurements; nothing says that those which were asked for are all';

/** What the blocks come to: as claimed, or not, or nobody's to say. */
const heldAgainst = (blocks: readonly Measured[], { summary, hash: claimed }: Summed, digests: Digests): Found => {
  const fits = (digest: Uint8Array): boolean => sameBytes(digest, claimed);
  const wholes = digests(blocks);
  const whole = wholes.find(fits) ?? wholes[0];
  if (whole === undefined) return unable(whatIsMeant, 'missing: its hash in this runtime');
  const expected = `the hash over ${blocks.length} measured blocks, ${shortHex(whole, 64)}`;
  const found = shortHex(claimed, 64);
  if (fits(whole)) return pass(expected, found);
  if (summary !== all) {
    // What is of the TCB is the device's own choice; its immutable code always is.
    const rom = digests(blocks.filter(({ block }) => block.type === immutableRom)).find(fits);
    return rom !== undefined
      ? pass(`the hash over the immutable code’s blocks, ${shortHex(rom, 64)}`, found)
      : unable(expected, `missing: which blocks are of the TCB, which the device alone knows; found ${found}`);
  }
  return blocks.some(mayBeDigested)
    ? unable(expected, `missing: digests of blocks that came as bit streams; found ${found}`)
    : fail(expected, found);
};

/** What one signed exchange measured, and what the hash over measurements is beside it. */
interface Held {
  readonly found: Found;
  /** Null where not all blocks are there. */
  readonly measured: Uint8Array | null;
  readonly response: ByteRange;
}

const alike = (one: Held, other: Held): boolean =>
  one.measured !== null && other.measured !== null && sameBytes(one.measured, other.measured);

/** A contradiction, in the light of when both were said. */
const contradiction = (before: Held | undefined, after: Held | undefined): Found | null => {
  const [contrary] = [after, before].flatMap((one) => (one?.found.verdict === 'fail' ? [one] : []));
  if (contrary === undefined) return null;
  const { expected, found } = contrary.found;
  if (before?.found.verdict === 'fail' && after?.found.verdict === 'fail' && alike(before, after))
    return fail(`${expected}, measured the same before and after it`, found);
  const when = contrary === after ? 'after it' : 'before it';
  return unable(
    expected,
    `missing: measurements of the same moment; those of ${placeOf(contrary.response)}, taken ${when}, are others: the device changed in between, as with an update of its firmware, or the hash never was of what it runs; found ${found}`,
  );
};

export interface Compared {
  readonly found: Found;
  /** Something was measured that comes to another hash, whatever that proves. */
  readonly contradicted: boolean;
}

/**
 * Holds it against the signed exchanges of its connection that have all blocks; one that fits is enough.
 *
 * DSP0274 has the device hash what it measured when it answered, and lets it measure anew later on: firmware may be updated
 * on a connection that lives on, and no message says that it was. So one that does not fit contradicts the hash only if the
 * newest before it and the first after it measured the same: then nothing changed at its moment, and it is a fail. On one
 * side alone, or with other blocks on each, a mismatch is either a change in between or a hash of something else, which
 * nobody can tell from the messages: that is not checkable, in these words, and no pass. Nor is it checkable where there
 * is nothing to hold it against.
 */
export const againstMeasured = (summed: Summed, judged: readonly Judged[], { hash }: Cryptography): Compared => {
  const { hash: name, version } = summed.negotiated;
  const digests: Digests = (measured) =>
    name === null ? [] : formsOf(version).flatMap((form) => hash(name, concat(...measured.map(form))) ?? []);
  const heldOf = ({ exchange, signature }: Judged): readonly Held[] => {
    // What is not signed is nothing to hold it against; nor is what another connection measured.
    if (exchange.kind !== 'measurements' || signature !== 'pass' || exchange.negotiated !== summed.negotiated)
      return [];
    const { response } = exchange;
    const blocks = wholeOf(exchange);
    if (blocks === null) return [{ found: unable(whatIsMeant, partly), measured: null, response }];
    const measured = concat(...blocks.map(({ bytes }) => bytes));
    return [{ found: heldAgainst(blocks, summed, digests), measured, response }];
  };
  const before = judged.slice(0, summed.after).flatMap(heldOf);
  const after = judged.slice(summed.after).flatMap(heldOf);
  const all = [...before, ...after].map(({ found }) => found);
  const fitting = all.find(({ verdict }) => verdict === 'pass');
  if (fitting !== undefined) return { found: fitting, contradicted: false };
  const whole = ({ measured }: Held): boolean => measured !== null;
  const contrary = contradiction(before.findLast(whole), after.find(whole));
  if (contrary !== null) return { found: contrary, contradicted: true };
  const nothing = unable(whatIsMeant, 'missing: measurements on this connection, under a signature that verifies');
  return { found: all[0] ?? nothing, contradicted: false };
};

const summaryRow = (
  challenge: ChallengeExchange,
  { after, judged, cryptography }: { after: number; judged: readonly Judged[]; cryptography: Cryptography },
): Check | null => {
  const { body, negotiated, response, summary } = challenge;
  const { summaryHash } = body;
  const name = negotiated.hash;
  if (summaryHash === null || name === null) return null;
  const told = { negotiated, summary, hash: summaryHash, after };
  const { found, contradicted } = againstMeasured(told, judged, cryptography);
  // The challenge stands for itself: that nothing was measured takes nothing from it.
  if (found.verdict === 'not-checkable' && !contradicted) return null;
  const size = hashSizes[name];
  const bytes = { source: response.source, offset: response.offset + 4 + size + 32, length: size };
  return { id: 'summary', about: 'content', ...found, bytes };
};

/** The same, with a row in each challenge whose hash can be held against something. */
export const withSummaries = (judged: readonly Judged[], cryptography: Cryptography): readonly Judged[] =>
  judged.map((one, after) => {
    const row = one.exchange.kind === 'challenge' ? summaryRow(one.exchange, { after, judged, cryptography }) : null;
    if (row === null) return one;
    const checks = [...one.checks, row];
    return { ...one, checks, verdict: worst(checks.map(({ verdict }) => verdict)) };
  });
