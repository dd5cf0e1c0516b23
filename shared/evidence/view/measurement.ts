/** A measurement with its meaning: digests as hex, versions and manifests as text, device mode and debug bits in words. */
import { parse } from '../bytes/reader.js';
import { shortHex } from '../bytes/hex.js';
import { utf8 } from '../bytes/text.js';
import { readDeviceMode } from '../spdm/deviceMode.js';
import { type MeasurementBlock, measurementTypeName } from '../spdm/measurements.js';
import { plain } from './bounded.js';
import type { MeasurementView } from './model.js';

type Meaning = Pick<MeasurementView, 'text' | 'says'>;

const deviceMode = 5;
const securityVersion = 7;

/** Readable text and nothing else; null for bytes. */
const readable = (value: Uint8Array): string | null => {
  const text = utf8(value).replace(/\0+$/u, '');
  return text.length > 0 && /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text) && !text.includes('\ufffd') ? text : null;
};

const little = (value: Uint8Array): string =>
  value.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n).toString();

const meaningOf = ({ type, raw, value }: MeasurementBlock): Meaning => {
  const hex: Meaning = { text: shortHex(value, 48), says: [] };
  if (type === deviceMode && value.length === 16) {
    const read = parse(value, readDeviceMode);
    const says = read.fields.flatMap(({ fields }) => fields.map(({ name, text }) => ({ name, text })));
    const state = (name: string): string => says.find((one) => one.name === name)?.text ?? '';
    return { text: `${state('operating state')}; ${state('debug state')}`, says };
  }
  if (!raw) return hex;
  if (type === securityVersion && value.length === 8) return { text: little(value), says: [] };
  const text = readable(value);
  return text === null ? hex : { text, says: [] };
};

/** Everything but what it was compared with, and where it stands. */
export const measurementView = (block: MeasurementBlock): Omit<MeasurementView, 'reference' | 'spot'> => {
  const { index, type, specification, raw, value } = block;
  const { text, says } = meaningOf(block);
  return {
    index,
    what: type === null ? `specification ${specification}` : measurementTypeName(type),
    form: raw || type === null ? 'raw' : 'digest',
    text: plain(text),
    hex: shortHex(value, 64),
    says,
  };
};
