/** Loads the person's settings at the start and keeps what they change: looks, panel sizes, hints, pins, keys. What another window changed is taken over. */
import type { Input } from '../../shared/ipc/contract.js';
import { useSettings } from '../state/settings.js';
import { useView } from '../state/view.js';
import { differing, type Kept, settingsFrom } from './kept.js';
import { lab } from './lab.js';
import { merged } from './merge.js';

/** Drags and typing come in bursts; one write at their end is enough. */
const restMs = 400;

const now = (): Kept => {
  const { theme, density, textSize } = useView.getState();
  const { shares, folded, hintsDone, pins, keys } = useSettings.getState();
  return { theme, density, textSize, shares, folded, hintsDone, pins, keys };
};

/** As this window and the lab last agreed; null before they were loaded. */
let agreed: Kept | null = null;

const unsent = (base: Kept): boolean => JSON.stringify(now()) !== JSON.stringify(base);

/** Asks the lab; null where it does not answer, which whatever is done next says. */
const call = async <C extends 'settings.get' | 'settings.set'>(command: C, input: Input<C>) => {
  try {
    const answer = await lab.call(command, input);
    return answer.ok ? answer.result : null;
  } catch {
    return null;
  }
};

/** What the lab keeps; null without an answer. */
const asked = async (): Promise<Kept | null> => {
  const kept = await call('settings.get', {});
  return kept === null ? null : settingsFrom(kept.settings);
};

/** Takes over all but the panels, which each window has as it was left; returns what this window has now. */
const takeOver = ({ theme, density, textSize, hintsDone, pins, keys }: Kept): Kept => {
  useView.setState({ theme, density, textSize });
  useSettings.setState({ hintsDone, pins, keys });
  return now();
};

const exchange = async (): Promise<void> => {
  const base = agreed;
  const theirs = base === null ? null : await asked();
  if (base === null || theirs === null) return;
  const next = merged(base, now(), theirs);
  const taken = takeOver(next);
  const changed = differing(next, theirs);
  const nothing = Object.keys(changed).length === 0;
  // A disk that takes nothing costs the settings, not the session; the next change tries again.
  if (nothing || (await call('settings.set', { settings: changed })) !== null) agreed = taken;
};

/** One exchange after the other: each begins with what the last one agreed on. */
let last: Promise<void> = Promise.resolve();
const settle = (): Promise<void> => {
  last = last.then(exchange);
  return last;
};

/** Sends what changed since it was last sent. At once it is wanted where another window is about to begin with it. */
export const keepSettings = async (): Promise<void> => {
  await last;
  if (agreed !== null && unsent(agreed)) await settle();
};

/** What is still to be sent when the page goes: there is no time to ask what others changed. */
const sendAtOnce = (): void => {
  const changed = agreed === null ? {} : differing(now(), agreed);
  if (Object.keys(changed).length > 0) void call('settings.set', { settings: changed });
};

/** Sends what changed once it has come to rest, and looks for what others changed when the person comes back to this window. */
const keepChanges = (): void => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void keepSettings(), restMs);
  };
  useView.subscribe(later);
  useSettings.subscribe(later);
  window.addEventListener('focus', () => void settle());
  window.addEventListener('pagehide', sendAtOnce);
};

/** Takes over the kept settings, then keeps every change. Without an answer the defaults stand. */
export const startSettings = async (): Promise<void> => {
  const { theme, density, textSize, ...rest } = (await asked()) ?? settingsFrom({});
  useView.setState({ theme, density, textSize });
  useSettings.setState({ ...rest, loaded: true });
  agreed = now();
  keepChanges();
};
