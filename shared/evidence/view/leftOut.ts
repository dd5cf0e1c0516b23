/** What a list has no room for, told in a row of its own: how many, and the worst that is said of them. */
import { type Verdict, worst } from '../verify/verdict.js';
import { type Cut, cut } from './bounded.js';
import type { CheckView } from './model.js';
import { titleOf } from './titles.js';

/** `3 more sessions are not listed`; null for none. @param what In the plural. */
export const moreOf = (what: string, more: number): string | null =>
  more === 0 ? null : more === 1 ? `1 more of the ${what} is not listed` : `${more} more ${what} are not listed`;

/** No row where nothing is left out. */
const rowOf = (what: string, found: string | null, verdict: Verdict): readonly CheckView[] =>
  found === null
    ? []
    : [
        {
          id: `${what}.more`,
          title: titleOf(`${what}.more`),
          about: 'binding',
          verdict,
          expected: `every one of the ${what} in this list`,
          found,
          spot: null,
        },
      ];

/** Of things that nothing is judged of: the row says only that they are there. */
export const leftOut = (what: string, more: number): readonly CheckView[] => rowOf(what, moreOf(what, more), 'pass');

/** As many as there is room for, and a row whose verdict is the worst of those that are not listed. */
export const cutJudged = <T extends { readonly verdict: Verdict }>(
  what: string,
  list: readonly T[],
  limit: number,
): Cut<T> & { readonly rows: readonly CheckView[] } => {
  const { shown, more } = cut(list, limit);
  const verdict = worst(list.slice(limit).map((one) => one.verdict));
  const found = moreOf(what, more);
  return { shown, more, rows: rowOf(what, found === null ? null : `${found}; the worst of them: ${verdict}`, verdict) };
};
