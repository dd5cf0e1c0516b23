/** Evidence that a far kernel keeps of a device: asked for by netlink over there, and put together from what the reader says of the dump. */
import { posix } from 'node:path';
import { keptBundle } from '../../../shared/evidence/keptBundle.js';
import { type Kept, keptErrors, type KeptEvidence, type KeptObject, keptTypes } from '../../../shared/evidence/kept.js';
import type { Link } from './link.js';
import { readingsByNumber } from './records.js';
import { argument, bytesArgument } from './request.js';

/** How long the far side may say nothing, in milliseconds. */
const silentMs = 30_000;
/** Longest record that is kept, in characters of hex: more than a bundle of the module's holds. */
const longest = 1024 * 1024;
/** Longest bundle on its way there, in bytes: each is up to five characters of a request. */
const mostHandedDown = 16 * 1024;
/** Numbers of the records that are no objects: agent/dump.py has them. */
const records = { generation: 30, nonce: 31, error: 32 } as const;

const refused = (error: number): Kept => ({ kind: 'refused', error });

/** What the reader's lines say. Hostile: what does not fit together is EPROTO. */
export const keptOf = (lines: readonly string[]): Kept => {
  const isObject = (index: number): boolean => Number.isInteger(index) && index >= 0 && index <= keptTypes.report;
  const found = readingsByNumber(lines, { at: 0, hex: isObject, longest });
  const textOf = (index: number): string => {
    const reading = found.get(index);
    return reading !== undefined && 'value' in reading ? reading.value : '';
  };
  const error = /^\d{1,4}$/.test(textOf(records.error)) ? Number(textOf(records.error)) : keptErrors.EPROTO;
  if (error !== 0) return refused(error);
  const [generation, nonce] = [textOf(records.generation), textOf(records.nonce)];
  const objects: readonly KeptObject[] = [...found.keys()]
    .filter(isObject)
    .map((type) => ({ type, bytes: new Uint8Array(Buffer.from(textOf(type), 'hex')) }));
  if (!/^\d{1,10}$/.test(generation) || !/^([0-9a-f]{2}){1,256}$/.test(nonce)) return refused(keptErrors.EPROTO);
  return {
    kind: 'kept',
    evidence: { generation: Number(generation), nonce: new Uint8Array(Buffer.from(nonce, 'hex')), objects },
  };
};

/** As `Wire.keptEvidence`. */
export const askKept = async (link: Link, device: string, signal: AbortSignal): Promise<Kept> =>
  keptOf(await link.ask('dump', [argument(posix.basename(device))], { signal, silentMs }));

/** As `Wire.keepEvidence`. */
export const handDown = async (
  link: Link,
  { device, evidence }: { readonly device: string; readonly evidence: KeptEvidence },
  signal: AbortSignal,
): Promise<string | null> => {
  const bundle = keptBundle(posix.basename(device), evidence);
  if (bundle === null) return 'there is nothing that could be kept';
  if (bundle.length > mostHandedDown)
    return `a bundle of ${bundle.length} bytes is too long: ${mostHandedDown} go over at most`;
  const [words = ''] = await link.ask('keep', [bytesArgument(bundle)], { signal, silentMs });
  const why = words.slice(2).trim().slice(0, 200).toLowerCase();
  if (!words.startsWith('W')) return 'there was no answer that can be read';
  return why === '' ? null : why;
};
