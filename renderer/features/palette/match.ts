/** Finding what a person means by a few typed letters: every word must occur; earlier and whole beats later and within. */

export interface Match {
  /** Smaller is better. */
  readonly cost: number;
  /** Parts of the title that were found, as [start, end), in order, not overlapping. */
  readonly parts: readonly (readonly [number, number])[];
}

const merged = (parts: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] => {
  const out: [number, number][] = [];
  for (const [start, end] of [...parts].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
};

const startsWord = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');

/** How well `query` names `title` (or `also`, words that are not shown); null when it does not. */
export const match = (query: string, title: string, also = ''): Match | null => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = title.toLowerCase();
  const unseen = also.toLowerCase();
  let cost = 0;
  const parts: [number, number][] = [];
  for (const word of words) {
    const at = shown.indexOf(word);
    if (at >= 0) {
      cost += startsWord(shown, at) ? at / 100 : 1 + at / 100;
      parts.push([at, at + word.length]);
    } else if (unseen.includes(word)) cost += 2;
    else return null;
  }
  return { cost, parts: merged(parts) };
};
