/**
 * The filter line as terms, and back. Terms stand between spaces; quotes hold spaces and commas together; `-` turns a
 * term round; `key:one,two` asks for either. What begins with a quote, or with no key of ours, is a word to find:
 * `0000:02:00.0` has colons too.
 */

export const filterKeys = [
  'level',
  'bus',
  'lock',
  'link',
  'verdict',
  'provenance',
  'driver',
  'kind',
  'name',
  'address',
  'tsm',
] as const;
export type FilterKey = (typeof filterKeys)[number];

/** `:` has the value in it, `=` is the value, `!=` is not. The comparisons are for levels. */
export type Operator = ':' | '=' | '!=' | '>' | '>=' | '<' | '<=';

export interface Term {
  readonly negated: boolean;
  /** Null for a word to find anywhere. */
  readonly key: FilterKey | null;
  readonly operator: Operator;
  /** In lower case, none empty. A word has one. None: the term is not finished. */
  readonly values: readonly string[];
}

const unquoted = (text: string): string => text.replaceAll('"', '').toLowerCase();

/** The pieces of a line as they were typed, quotes and all. */
export const pieces = (line: string): readonly string[] => line.match(/(?:"[^"]*"?|[^\s"])+/g) ?? [];

const shape = new RegExp(`^(${filterKeys.join('|')})(>=|<=|!=|[><=:])(.*)$`, 'is');

/** The term a piece is; null for one that asks nothing, like a lone `-`. */
export const termOf = (piece: string): Term | null => {
  const negated = piece.startsWith('-');
  const rest = negated ? piece.slice(1) : piece;
  const [, key, operator, values] = shape.exec(rest) ?? [];
  if (key === undefined || operator === undefined || values === undefined) {
    const word = unquoted(rest);
    return word === '' ? null : { negated, key: null, operator: ':', values: [word] };
  }
  return {
    negated,
    // The shape has matched: it is one of ours, in some case.
    key: key.toLowerCase() as FilterKey,
    operator: operator as Operator,
    values: (values.match(/(?:"[^"]*"?|[^,"])+/g) ?? []).map(unquoted).filter((value) => value !== ''),
  };
};

/** The terms of a line, in its order. Never fails. */
export const termsOf = (line: string): readonly Term[] =>
  pieces(line).flatMap((piece) => {
    const term = termOf(piece);
    return term === null ? [] : [term];
  });

const quoted = (value: string): string => (/[\s,]/.test(value) ? `"${value}"` : value);

/** A term as one would type it: `termOf` makes the same term of it. */
export const printTerm = ({ negated, key, operator, values }: Term): string => {
  const sign = negated ? '-' : '';
  if (key !== null) return `${sign}${key}${operator}${values.map(quoted).join(',')}`;
  const word = values[0] ?? '';
  const plain = !word.startsWith('-') && !shape.test(word) && !/\s/.test(word);
  return `${sign}${plain ? word : `"${word}"`}`;
};

/** A line of these terms: `termsOf` makes the same terms of it. */
export const printTerms = (terms: readonly Term[]): string => terms.map(printTerm).join(' ');
