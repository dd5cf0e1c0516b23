/** The window's own commands: pages, looks, panels, dialogs, the session. Features bring theirs. */
import { arm, exportSession, refresh } from '../bridge/intents.js';
import { goOrOpen, openWindow } from '../bridge/targets.js';
import { type Command, registerCommands } from '../state/commands.js';
import { useSession } from '../state/session.js';
import { fold, useSettings } from '../state/settings.js';
import { type TextSize, textSizes, useView, type ViewState } from '../state/view.js';
import { focusNextPanel } from './panels.js';
import { tabCommands } from './tabCommands.js';

const show = (state: Partial<ViewState>) => (): void => useView.setState(state);
const needsTarget = (): string | null => (useSession.getState().session === null ? 'no target is open' : null);

const copySession = async (format: 'text' | 'jsonl'): Promise<void> => {
  const answer = await exportSession(format);
  if (answer.ok) await navigator.clipboard.writeText(answer.text);
};

const toggleArmed = (): void => {
  if (useSession.getState().status?.writes === 'armed') void arm(false);
  else useView.setState({ dialog: 'arm' });
};
const armWaits = (): string | null =>
  needsTarget() ?? (useSession.getState().status?.writes === 'harmless' ? 'this target needs no arming' : null);

/** The next larger (1) or smaller (-1) text; the largest and the smallest stay. */
const changeText = (by: 1 | -1) => (): void =>
  useView.setState(({ textSize }) => ({ textSize: textSizes[textSizes.indexOf(textSize) + by] ?? textSize }));
const textIs = (size: TextSize, words: string) => (): string | null =>
  useView.getState().textSize === size ? words : null;

const toggleFold = (panel: string) => (): void => fold(panel, !useSettings.getState().folded.includes(panel));

const all: readonly Command[] = [
  {
    id: 'window.palette',
    group: 'Window',
    title: 'Search devices and commands',
    keys: ['Ctrl K'],
    run: show({ dialog: 'palette' }),
    hidden: true,
  },
  {
    id: 'window.new',
    group: 'Window',
    title: 'Open one more window on this lab',
    keys: ['Ctrl Shift N', 'Alt N'],
    run: openWindow,
    also: 'new second screen',
  },
  { id: 'page.bench', group: 'Go to', title: 'Bench', keys: ['Alt 2'], run: show({ page: 'bench' }) },
  {
    id: 'page.connect',
    group: 'Go to',
    title: 'Connect',
    keys: ['Alt 1'],
    run: show({ page: 'connect' }),
    also: 'target open',
  },
  {
    id: 'page.evidence',
    group: 'Go to',
    title: 'Evidence',
    keys: ['Alt 3', 'E'],
    run: show({ page: 'evidence' }),
    also: 'verify capture certificate measurement',
  },
  { id: 'page.gallery', group: 'Go to', title: 'Widget gallery', run: show({ page: 'gallery' }), also: 'states kit' },
  { id: 'panel.next', group: 'Panels', title: 'Go to the next panel', keys: ['F6'], run: () => focusNextPanel(1) },
  {
    id: 'panel.previous',
    group: 'Panels',
    title: 'Go to the panel before',
    keys: ['Shift F6'],
    run: () => focusNextPanel(-1),
  },
  { id: 'panel.tree', group: 'Panels', title: 'Fold or open the devices', run: toggleFold('tree') },
  { id: 'panel.inspector', group: 'Panels', title: 'Fold or open privileges and facts', run: toggleFold('inspector') },
  { id: 'panel.bottom', group: 'Panels', title: 'Fold or open timeline and console', run: toggleFold('bottom') },
  {
    id: 'target.lab',
    group: 'Target',
    title: 'Open the simulated lab',
    run: () => goOrOpen('sim:'),
    also: 'host role',
  },
  {
    id: 'target.guest',
    group: 'Target',
    title: 'Open the simulated guest',
    run: () => goOrOpen('sim:guest'),
    also: 'confidential VM',
  },
  {
    id: 'target.laptop',
    group: 'Target',
    title: 'Open the simulated laptop',
    run: () => goOrOpen('sim:laptop'),
    also: 'Thunderbolt, security secure',
  },
  ...tabCommands,
  {
    id: 'target.refresh',
    group: 'Target',
    title: 'Read everything again',
    run: async () => void (await refresh(null)),
    waits: needsTarget,
  },
  {
    id: 'target.arm',
    group: 'Target',
    title: 'Arm or disarm writes',
    keys: ['Ctrl Shift A'],
    run: toggleArmed,
    waits: armWaits,
  },
  {
    id: 'session.text',
    group: 'Session',
    title: 'Copy the session as text',
    run: () => copySession('text'),
    waits: needsTarget,
    also: 'export journal',
  },
  {
    id: 'session.jsonl',
    group: 'Session',
    title: 'Copy the session as JSON lines',
    run: () => copySession('jsonl'),
    waits: needsTarget,
    also: 'export journal',
  },
  { id: 'look.light', group: 'Look', title: 'Light theme', run: show({ theme: 'light' }) },
  { id: 'look.dark', group: 'Look', title: 'Dark theme', run: show({ theme: 'dark' }) },
  { id: 'look.system', group: 'Look', title: 'Theme as the system has it', run: show({ theme: 'system' }) },
  {
    id: 'look.comfortable',
    group: 'Look',
    title: 'Comfortable rows',
    run: show({ density: 'comfortable' }),
    also: 'density',
  },
  { id: 'look.compact', group: 'Look', title: 'Compact rows', run: show({ density: 'compact' }), also: 'density' },
  {
    id: 'look.larger',
    group: 'Look',
    title: 'Larger text',
    keys: ['Alt ='],
    run: changeText(1),
    waits: textIs('large', 'the text is large'),
    also: 'font size',
  },
  {
    id: 'look.smaller',
    group: 'Look',
    title: 'Smaller text',
    keys: ['Alt -'],
    run: changeText(-1),
    waits: textIs('small', 'the text is small'),
    also: 'font size',
  },
  { id: 'look.small', group: 'Look', title: 'Small text', run: show({ textSize: 'small' }), also: 'font size' },
  {
    id: 'look.normal',
    group: 'Look',
    title: 'Normal text',
    keys: ['Alt 0'],
    run: show({ textSize: 'normal' }),
    also: 'font size',
  },
  { id: 'look.large', group: 'Look', title: 'Large text', run: show({ textSize: 'large' }), also: 'font size' },
  {
    id: 'help.keys',
    group: 'Help',
    title: 'Keys',
    keys: ['?'],
    run: show({ dialog: 'keys' }),
    also: 'keyboard shortcuts',
  },
  {
    id: 'help.about',
    group: 'Help',
    title: 'About Lockstep',
    run: show({ dialog: 'about' }),
    also: 'version licence runtime',
  },
];

/** Adds them to the registry, once. */
export const registerAppCommands = (): Disposable => registerCommands(all);
