/** What the window can do, as data: palette, menus and the key handling read this one list; features add to it when they load. */
import { create } from 'zustand';
import { useSettings } from './settings.js';

export interface Command {
  /** `tree.filter`: feature, dot, act. */
  readonly id: string;
  /** Names the act: `Filter the devices`. */
  readonly title: string;
  /** Heading it stands under in the palette and the list of keys: `Devices`, `Timeline`, `Window`, … */
  readonly group: string;
  /** Keys that run it, as they are shown: `Ctrl K`, `F6`, `/`. Several: any of them. None: palette only. */
  readonly keys?: readonly string[];
  /** Runs it. False hands the key on, to the browser or to another command with the same key. */
  readonly run: () => boolean | void | Promise<void>;
  /** Null when it can run now; else why not, in one phrase. */
  readonly waits?: () => string | null;
  /** Other words a person may search it by. */
  readonly also?: string;
  /** Shows it nowhere but in the list of keys. */
  readonly hidden?: boolean;
  /** Runs by its key even while a text field has the focus. Keys with Ctrl and function keys always do. */
  readonly whileTyping?: boolean;
  /** Runs again and again while its key is held: for moving about. A key that does anything else is pressed once for each time. */
  readonly held?: boolean;
}

interface Commands {
  /** With the keys as they came. */
  readonly registered: readonly Command[];
  /** With the keys as the person has them. */
  readonly commands: readonly Command[];
}

/** The person's own keys by command. */
type OwnKeys = Readonly<Record<string, string>>;

/** A command's keys with the person's own in place of them. */
const withOwn =
  (own: OwnKeys) =>
  (command: Command): Command => {
    const keys = own[command.id];
    return keys === undefined ? command : { ...command, keys: [keys] };
  };

const asPersonHas = (registered: readonly Command[]): Commands => ({
  registered,
  commands: registered.map(withOwn(useSettings.getState().keys)),
});

export const useCommands = create<Commands>()(() => ({ registered: [], commands: [] }));

useSettings.subscribe((now, before) => {
  if (now.keys !== before.keys) useCommands.setState(({ registered }) => asPersonHas(registered));
});

/** Adds commands; the same id again replaces the old one. Returns how to take them out. */
export const registerCommands = (added: readonly Command[]): Disposable => {
  const ids = new Set(added.map((command) => command.id));
  useCommands.setState(({ registered }) => asPersonHas([...registered.filter(({ id }) => !ids.has(id)), ...added]));
  return {
    [Symbol.dispose]: () =>
      useCommands.setState(({ registered }) => asPersonHas(registered.filter((command) => !added.includes(command)))),
  };
};

/** Groups as a person meets them: the device and its path first, the window last. */
const groupOrder: readonly string[] = [
  'Path',
  'Device',
  'Devices',
  'Faults',
  'Timeline',
  'Console',
  'Evidence',
  'Go to',
  'Target',
  'Session',
  'Panels',
  'Look',
  'Window',
  'Help',
];

/** The commands by group, whatever order their features loaded in; a group nobody placed comes last. */
export const grouped = (commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> => {
  const place = (group: string): number => (groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.length);
  const groups = [...new Set(commands.map(({ group }) => group))].sort((left, right) => place(left) - place(right));
  return new Map(groups.map((group) => [group, commands.filter((one) => one.group === group)]));
};

/** Runs the command with this id now, if it is there and can. */
export const runCommand = (id: string): void => {
  const command = useCommands.getState().commands.find((one) => one.id === id);
  if (command && (command.waits?.() ?? null) === null) void command.run();
};

const firstKeys = ({ commands }: Commands, id: string): string | undefined =>
  commands.find((one) => one.id === id)?.keys?.[0];

/** The keys of a command, to show beside its button; undefined when it has none. */
export const keysOf = (id: string): string | undefined => firstKeys(useCommands.getState(), id);

/** The same for a component: `{ keys }` to spread, drawn anew when the person chooses other keys. */
export const useKeys = (id: string): { readonly keys?: string } => {
  const keys = useCommands((state) => firstKeys(state, id));
  return keys === undefined ? {} : { keys };
};

/** The command that has these keys already, other than the one that wants them; null when they are free. */
export const holderOf = (keys: string, wantedBy: string): Command | null =>
  useCommands.getState().commands.find((one) => one.id !== wantedBy && one.keys?.includes(keys)) ?? null;
