/** Loads the person's settings at the start and keeps what they change: looks, panel sizes, hints, pins, keys. */
import { useSettings, type Settings, type Shares } from '../state/settings.js';
import { textSizes, useView, type ViewState } from '../state/view.js';
import { lab } from './lab.js';

type Kept = Pick<ViewState, 'theme' | 'density' | 'textSize'> &
  Pick<Settings, 'shares' | 'folded' | 'hintsDone' | 'pins' | 'keys'>;
type Loose = Readonly<Record<string, unknown>>;

/** Drags and typing come in bursts; one write at their end is enough. */
const restMs = 400;

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

const now = (): Kept => {
  const { theme, density, textSize } = useView.getState();
  const { shares, folded, hintsDone, pins, keys } = useSettings.getState();
  return { theme, density, textSize, shares, folded, hintsDone, pins, keys };
};

const sendable = ({ shares, folded, hintsDone, pins, keys, ...looks }: Kept) => ({
  ...looks,
  shares: Object.fromEntries(Object.entries(shares).map(([group, one]) => [group, { ...one }])),
  folded: [...folded],
  hintsDone: [...hintsDone],
  pins: Object.fromEntries(Object.entries(pins).map(([target, paths]) => [target, [...paths]])),
  keys: { ...keys },
});

/** As they were last sent; null before they were loaded. */
let sent: string | null = null;

/** Sends what changed since it was last sent. At once it is wanted where another window is about to begin with it. */
export const keepSettings = async (): Promise<void> => {
  const kept = now();
  const text = JSON.stringify(kept);
  if (sent === null || text === sent) return;
  sent = text;
  // A disk that takes nothing costs the settings, not the session; the next change tries again.
  await lab.call('settings.set', { settings: sendable(kept) });
};

/** Sends what changed once it has come to rest. */
const keepChanges = (): void => {
  sent = JSON.stringify(now());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void keepSettings(), restMs);
  };
  useView.subscribe(later);
  useSettings.subscribe(later);
};

/** Takes over the kept settings, then keeps every change. Without an answer the defaults stand. */
export const startSettings = async (): Promise<void> => {
  const kept = await lab.call('settings.get', {}).then(
    (answer) => (answer.ok ? answer.result.settings : {}),
    // The lab is not there: opening a target says so.
    () => ({}),
  );
  const { theme, density, textSize, ...rest } = settingsFrom(kept);
  useView.setState({ theme, density, textSize });
  useSettings.setState({ ...rest, loaded: true });
  keepChanges();
};
