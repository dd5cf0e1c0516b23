/** Holds measured blocks against reference values. */
import { sameBytes } from '../bytes/concat.js';
import type { ByteRange } from '../bytes/field.js';
import { shortHex } from '../bytes/hex.js';
import { hashSizes } from '../spdm/algorithms.js';
import { type MeasurementBlock, measurementTypeName } from '../spdm/measurements.js';
import type { Negotiated } from '../spdm/negotiated.js';
import type { References } from './references.js';
import { type Check, type Found, holds, noReference } from './verdict.js';

const nameOf = ({ index, type }: MeasurementBlock): string =>
  `index ${index}${type === null ? '' : `, ${measurementTypeName(type)}`}`;

const sizeFits = ({ value }: MeasurementBlock, { measurementHash }: Negotiated): Found | null => {
  if (measurementHash === null || measurementHash === 'raw') return null;
  const size = hashSizes[measurementHash];
  return holds(value.length === size, `a digest of ${size} bytes (${measurementHash})`, `${value.length} bytes`);
};

const compared = (block: MeasurementBlock, references: References): Found => {
  const wanted = references.values.filter(({ index }) => index === block.index || index === null);
  const found = shortHex(block.value, 64);
  // Values without an index may belong to any block: none that equals says nothing of this one.
  const own = wanted.filter(({ index }) => index !== null);
  const same = wanted.find(({ value }) => sameBytes(value, block.value));
  if (same !== undefined) return holds(true, `${references.name}: ${shortHex(same.value, 64)}`, found);
  return own.length === 0
    ? noReference(`a reference value for ${nameOf(block)}`, found)
    : holds(false, `${references.name}: ${own.map(({ value }) => shortHex(value, 64)).join(' or ')}`, found);
};

/** Bits of the device mode's last four bytes (DSP0274): somebody can look into the device now, or could once it was delivered. */
const debugBits = { nonInvasive: 0x01, invasive: 0x02, afterManufacturing: 0x10 } as const;

/** Null for what is no device mode. */
const noDebug = ({ type, value }: MeasurementBlock): Found | null => {
  if (type !== 5 || value.length !== 16) return null;
  const active = (value[12] ?? 0) & (debugBits.nonInvasive | debugBits.invasive | debugBits.afterManufacturing);
  return holds(active === 0, 'no debug mode active', active === 0 ? 'none' : `debug bits 0x${active.toString(16)}`);
};

/** A row for each digest's size; one for the device mode where debug is refused; and, where the relying party has references, one for each block's value. */
export const checkMeasurements = (
  blocks: readonly MeasurementBlock[],
  context: {
    readonly negotiated: Negotiated;
    readonly references: References | null;
    readonly refusesDebug: boolean;
    /** Where a block of the record stands. */
    readonly range: (block: MeasurementBlock) => ByteRange | null;
  },
): readonly Check[] =>
  blocks.flatMap((block) => {
    const row = (id: string, found: Found): Check => ({
      id: `measurement.${block.index}.${id}`,
      about: 'content',
      ...found,
      bytes: context.range(block),
    });
    const size = block.type === null || block.raw ? null : sizeFits(block, context.negotiated);
    const mode = context.refusesDebug ? noDebug(block) : null;
    return [
      ...(size === null ? [] : [row('size', size)]),
      ...(mode === null ? [] : [row('debug', mode)]),
      ...(context.references === null ? [] : [row('reference', compared(block, context.references))]),
    ];
  });
