/** Holds the hash over measurements in CHALLENGE_AUTH against the blocks that the device measured on the same connection. */
import { concat, sameBytes } from '../bytes/concat.js';
import { shortHex } from '../bytes/hex.js';
import type { Cryptography } from '../cryptography.js';
import type { ChallengeExchange, MeasurementsExchange } from '../exchange/exchange.js';
import { hashSizes } from '../spdm/algorithms.js';
import type { MeasurementBlock, Measurements } from '../spdm/measurements.js';
import { type Check, holds, worst } from './verdict.js';
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

interface Held {
  readonly challenge: ChallengeExchange;
  readonly claimed: Uint8Array;
  readonly digest: (measured: readonly Measured[]) => Uint8Array | null;
}

/** What the blocks come to: as claimed, or not; null where that is nobody's to say. */
const heldAgainst = (
  blocks: readonly Measured[],
  { challenge, claimed, digest }: Held,
): Pick<Check, 'verdict' | 'expected' | 'found'> | null => {
  const whole = digest(blocks);
  if (whole === null) return null;
  const expected = `the hash over ${blocks.length} measured blocks, ${shortHex(whole, 64)}`;
  const same = holds(true, expected, shortHex(claimed, 64));
  if (sameBytes(whole, claimed)) return same;
  if (challenge.summary !== all) {
    // What is of the TCB is the device's own choice; its immutable code always is.
    const rom = digest(blocks.filter(({ block }) => block.type === immutableRom));
    return rom !== null && sameBytes(rom, claimed)
      ? holds(true, `the hash over the immutable code’s blocks, ${shortHex(rom, 64)}`, shortHex(claimed, 64))
      : null;
  }
  return blocks.some(mayBeDigested) ? null : holds(false, expected, shortHex(claimed, 64));
};

const summaryRow = (challenge: ChallengeExchange, judged: readonly Judged[], { hash }: Cryptography): Check | null => {
  const { body, negotiated, response } = challenge;
  const { summaryHash } = body;
  const name = negotiated.hash;
  if (summaryHash === null || name === null) return null;
  const held: Held = {
    challenge,
    claimed: summaryHash,
    digest: (measured) => hash(name, concat(...measured.map(({ bytes }) => bytes))),
  };
  const rows = judged.flatMap(({ exchange, signature }) => {
    // What is not signed is nothing to hold it against; nor is what another connection measured.
    if (exchange.kind !== 'measurements' || signature !== 'pass' || exchange.negotiated !== negotiated) return [];
    const blocks = wholeOf(exchange);
    const row = blocks === null ? null : heldAgainst(blocks, held);
    return row === null ? [] : [row];
  });
  // Firmware may change later on: one that fits is enough.
  const row = rows.find(({ verdict }) => verdict === 'pass') ?? rows[0];
  if (row === undefined) return null;
  const size = hashSizes[name];
  const bytes = { source: response.source, offset: response.offset + 4 + size + 32, length: size };
  return { id: 'summary', about: 'content', ...row, bytes };
};

/** The same, with a row in each challenge whose hash can be held against something. */
export const withSummaries = (judged: readonly Judged[], cryptography: Cryptography): readonly Judged[] =>
  judged.map((one) => {
    const row = one.exchange.kind === 'challenge' ? summaryRow(one.exchange, judged, cryptography) : null;
    if (row === null) return one;
    const checks = [...one.checks, row];
    return { ...one, checks, verdict: worst(checks.map(({ verdict }) => verdict)) };
  });
