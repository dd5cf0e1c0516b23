/**
 * The filter line: words to find, and terms like `level>1` or `driver:nvme`, all of which must hold.
 *
 * What is not known is kept apart. A device whose driver cannot be read is found neither by `driver:nvme` nor by
 * `driver!=nvme` or `-driver:nvme`: nobody can say which. `driver:?` (or `:unknown`) finds it, and only that; it is the one
 * term, with its opposite, that every device answers. So over devices whose value is known a term and its opposite
 * share all of them out, and those that neither finds are the unknown ones.
 */
import type { Device } from '../facts/device.js';
import { askOf, type FilterContext, problemOf } from './match.js';
import { type Term, termsOf } from './term.js';

export interface Filter {
  readonly terms: readonly Term[];
  readonly keeps: (device: Device, context: FilterContext) => boolean;
  /** One phrase about a term that cannot be understood yet, or null. Such a term is passed over. */
  readonly problem: string | null;
  /** True while that term only lacks its value: it is still being typed, not wrong. */
  readonly unfinished: boolean;
  /** True when nothing is asked. */
  readonly empty: boolean;
}

/** The filter of these terms. */
export const filterOf = (terms: readonly Term[]): Filter => {
  const asks = terms.filter((term) => problemOf(term) === null).map(askOf);
  const unread = terms.find((term) => problemOf(term) !== null);
  return {
    terms,
    keeps: (device, context) => asks.every((ask) => ask(device, context) === 'yes'),
    problem: unread === undefined ? null : problemOf(unread),
    unfinished: unread?.values.length === 0,
    empty: asks.length === 0,
  };
};

/** Reads a filter line. Never fails: what it does not understand is named and passed over. */
export const parseFilter = (line: string): Filter => filterOf(termsOf(line));
