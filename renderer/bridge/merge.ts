/** Settings that several windows change at once: each adds what it changed itself to what is kept. */
import type { Kept } from './kept.js';

type Entries<T> = Readonly<Record<string, T>>;

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

const one = <T>(base: T, mine: T, theirs: T): T => (same(base, mine) ? theirs : mine);

const own = <T>(record: Entries<T>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const entries = <T>(base: Entries<T>, mine: Entries<T>, theirs: Entries<T>): Entries<T> => {
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = one(own(base, name), own(mine, name), own(theirs, name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
};

const members = (base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] => {
  const kept = theirs.filter((name) => mine.includes(name) || !base.includes(name));
  return [...kept, ...mine.filter((name) => !base.includes(name) && !kept.includes(name))];
};

/**
 * `theirs` with what changed between `base`, as this window last knew them, and `mine`, as it has them.
 * Where both changed one thing, `mine` stands: it is the later.
 */
export const merged = (base: Kept, mine: Kept, theirs: Kept): Kept => ({
  theme: one(base.theme, mine.theme, theirs.theme),
  density: one(base.density, mine.density, theirs.density),
  textSize: one(base.textSize, mine.textSize, theirs.textSize),
  shares: entries(base.shares, mine.shares, theirs.shares),
  folded: members(base.folded, mine.folded, theirs.folded),
  hintsDone: members(base.hintsDone, mine.hintsDone, theirs.hintsDone),
  pins: entries(base.pins, mine.pins, theirs.pins),
  keys: entries(base.keys, mine.keys, theirs.keys),
});
