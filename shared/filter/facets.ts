/** Facets: what a person can pick instead of typing. They read the filter line and write into it; the line is the one truth. */
import type { Device } from '../facts/device.js';
import { filterOf } from './filter.js';
import { type FilterContext, sayingOf } from './match.js';
import { pieces, printTerm, type Term, termOf, termsOf } from './term.js';
import { busWord, levelWord, linkWord, lockWord, provenanceWord } from './words.js';

export const facets = ['level', 'bus', 'lock', 'link', 'verdict', 'provenance'] as const;
export type Facet = (typeof facets)[number];

/** The one value of a device under a facet, as the line has it: `?` for what is not known. */
export const facetValue = (facet: Facet, device: Device, context: FilterContext): string => {
  switch (facet) {
    case 'level':
      return levelWord(device) ?? '?';
    case 'bus':
      return busWord(device);
    case 'lock':
      return lockWord(device) ?? '?';
    case 'link':
      return linkWord(device) ?? '?';
    case 'verdict':
      return context.verdict(device);
    case 'provenance':
      return provenanceWord(device);
  }
};

/** True for the terms a facet writes and reads: `level:1,2`. Comparisons and what is turned round are the typist's own. */
const isOf = (term: Term | null, facet: Facet): term is Term =>
  term !== null && term.key === facet && !term.negated && (term.operator === ':' || term.operator === '=');

const valuesOf = (term: Term, facet: Facet): readonly string[] => term.values.map((value) => sayingOf(facet, value));

/** The values of a facet the line asks for. */
export const chosenIn = (line: string, facet: Facet): readonly string[] =>
  termsOf(line).flatMap((term) => (isOf(term, facet) ? valuesOf(term, facet) : []));

/** The line with one value of a facet asked for, or no longer. All else stays as it was typed. */
export const toggleValue = (line: string, facet: Facet, value: string): string => {
  const typed = pieces(line);
  const at = typed.findIndex((piece) => isOf(termOf(piece), facet));
  const term = at < 0 ? null : termOf(typed[at] ?? '');
  if (term === null || at < 0) return [...typed, `${facet}:${value}`].join(' ');
  const before = valuesOf(term, facet);
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const piece = values.length === 0 ? [] : [printTerm({ ...term, values })];
  return [...typed.slice(0, at), ...piece, ...typed.slice(at + 1)].join(' ');
};

/** The line without what it asks of a facet. */
export const clearFacet = (line: string, facet: Facet): string =>
  pieces(line)
    .filter((piece) => !isOf(termOf(piece), facet))
    .join(' ');

const isWord = (piece: string, word: string): boolean => {
  const term = termOf(piece);
  return term !== null && term.key === null && !term.negated && term.values[0] === word;
};

/** True when the line asks for a word, like `changed`. */
export const asksWord = (line: string, word: string): boolean => pieces(line).some((piece) => isWord(piece, word));

/** The line with this word asked for, or no longer. */
export const toggleWord = (line: string, word: string): string =>
  asksWord(line, word)
    ? pieces(line)
        .filter((piece) => !isWord(piece, word))
        .join(' ')
    : [...pieces(line), word].join(' ');

/** How many devices have each value of a facet, among those the rest of the line keeps. */
export const countFacet = (
  facet: Facet,
  asked: { readonly line: string; readonly devices: Iterable<Device>; readonly context: FilterContext },
): ReadonlyMap<string, number> => {
  const rest = filterOf(termsOf(asked.line).filter((term) => !isOf(term, facet)));
  const counts = new Map<string, number>();
  for (const device of asked.devices) {
    if (!rest.keeps(device, asked.context)) continue;
    const value = facetValue(facet, device, asked.context);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
};
