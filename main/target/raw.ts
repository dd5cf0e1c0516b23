/** Small questions every part of the target asks of a raw device, and the three ways to answer a fact. */
import type { Fact } from '../../shared/facts/fact.js';
import { textOf, type Reading } from '../../shared/facts/reading.js';
import type { RawDevice } from '../wires/wire.js';

/** The kernel's name of a device: the last part of its path. */
export const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The one name below `folder`, or ''. */
const nameBelow = (folder: string, path: string | undefined): string => {
  if (path === undefined || !path.startsWith(folder)) return '';
  const name = path.slice(folder.length);
  return name.includes('/') ? '' : name;
};

/** The bus as sysfs names it, `''` for a device on no bus (a PCI host bridge) and for a class device. */
export const busOf = (raw: RawDevice): string => nameBelow('bus/', raw.links.subsystem);

/** The class a class device belongs to (`tsm`), or ''. */
export const classNameOf = (raw: RawDevice): string => nameBelow('class/', raw.links.subsystem);

/** Text of an attribute; null when it is missing or failed. */
export const text = (raw: RawDevice, name: string): string | null => textOf(raw.attrs[name]);

export const measuredAs = <T>(value: T, at: number, source: string): Fact<T> => ({
  kind: 'measured',
  value,
  at,
  source,
});
export const unknownFor = <T>(why: string): Fact<T> => ({ kind: 'unknown', why });

/** Why a reading gave no value, in one phrase. */
export const failure = (name: string, reading: Exclude<Reading, { value: string }>): string =>
  reading.errno === 'EACCES'
    ? `${name} is not readable without root (EACCES)`
    : `reading ${name} failed (${reading.errno})`;

/**
 * A fact from one attribute. `parse` answers undefined for text it does not know; `absent` is what a missing file means:
 * a value (its absence is itself the measurement), a phrase that says why nothing is known, or what follows from it.
 */
export const factFrom = <T>(
  raw: RawDevice,
  name: string,
  options: {
    readonly at: number;
    readonly parse: (text: string) => T | undefined;
    readonly absent: { readonly value: T } | { readonly why: string } | { readonly fact: Fact<T> };
  },
): Fact<T> => {
  const reading = raw.attrs[name];
  if (reading === undefined || ('errno' in reading && reading.errno === 'ENOENT')) {
    const { absent } = options;
    if ('fact' in absent) return absent.fact;
    return 'value' in absent ? measuredAs(absent.value, options.at, `no ${name}`) : unknownFor(absent.why);
  }
  if ('errno' in reading) return unknownFor(failure(name, reading));
  const value = options.parse(reading.value);
  return value === undefined
    ? unknownFor(`${name} reads something this tool does not know`)
    : measuredAs(value, reading.at, name);
};
