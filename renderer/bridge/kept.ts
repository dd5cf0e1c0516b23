/** The person's settings as they are kept: read from what anybody may have edited, and sent back. */
import type { Settings, Shares } from '../state/settings.js';
import { textSizes, type ViewState } from '../state/view.js';

export type Kept = Pick<ViewState, 'theme' | 'density' | 'textSize'> &
  Pick<Settings, 'shares' | 'folded' | 'hintsDone' | 'pins' | 'keys'>;
type Loose = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const oneOf = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.find((one) => one === value) ?? otherwise;
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const sharesOf = (value: unknown): Shares | null => {
  if (!isRecord(value)) return null;
  const numbers = Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return numbers.length > 0 ? Object.fromEntries(numbers) : null;
};

/** What can be used of what was kept; anything else is as if it had never been set. */
export const settingsFrom = (kept: Loose): Kept => ({
  theme: oneOf(kept.theme, ['system', 'light', 'dark'], 'system'),
  density: oneOf(kept.density, ['comfortable', 'compact'], 'comfortable'),
  textSize: oneOf(kept.textSize, textSizes, 'normal'),
  shares: Object.fromEntries(
    Object.entries(isRecord(kept.shares) ? kept.shares : {}).flatMap(([group, value]) => {
      const shares = sharesOf(value);
      return shares === null ? [] : [[group, shares]];
    }),
  ),
  folded: texts(kept.folded),
  hintsDone: texts(kept.hintsDone),
  pins: Object.fromEntries(
    Object.entries(isRecord(kept.pins) ? kept.pins : {}).flatMap(([target, value]) => {
      const paths = texts(value);
      return paths.length === 0 ? [] : [[target, paths]];
    }),
  ),
  keys: Object.fromEntries(
    Object.entries(isRecord(kept.keys) ? kept.keys : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    ),
  ),
});

/** The same as the lab takes it: plain and mutable. */
const sendable = ({ shares, folded, hintsDone, pins, keys, ...looks }: Kept) => ({
  ...looks,
  shares: Object.fromEntries(Object.entries(shares).map(([group, one]) => [group, { ...one }])),
  folded: [...folded],
  hintsDone: [...hintsDone],
  pins: Object.fromEntries(Object.entries(pins).map(([target, paths]) => [target, [...paths]])),
  keys: { ...keys },
});

/** The parts of `mine` that `theirs` does not have so, as the lab takes them: what is not sent is not overwritten. */
export const differing = (mine: Kept, theirs: Kept): Partial<ReturnType<typeof sendable>> => {
  const there: Readonly<Record<string, unknown>> = sendable(theirs);
  const parts = Object.entries(sendable(mine));
  return Object.fromEntries(parts.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(there[name])));
};
