/** What the palette offers: every command of the registry, every device of the open target, and what happened there. */
import type { Device } from '../../../shared/facts/device.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import { known } from '../../../shared/facts/fact.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { levelWords } from '../../../shared/model/level.js';
import { type Command, grouped } from '../../state/commands.js';
import { clockText } from '../../ui/Time.js';
import { eventsFor, mostSearched } from './events.js';
import { type Match, match } from './match.js';

export interface Entry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** Grey, after the title or below it. */
  readonly line: string;
  readonly keys: string | null;
  readonly waits: string | null;
  readonly found: Match;
  readonly what:
    | { readonly kind: 'command'; readonly command: Command }
    | { readonly kind: 'device'; readonly device: Device }
    | { readonly kind: 'event'; readonly event: LabEvent };
}

const mostDevices = 40;
const better = (a: Entry, b: Entry): number => a.found.cost - b.found.cost;

const commandEntry = (query: string, command: Command): Entry | null => {
  const found = match(query, command.title, `${command.group} ${command.also ?? ''}`);
  if (found === null || command.hidden) return null;
  return {
    id: command.id,
    group: command.group,
    title: command.title,
    line: '',
    keys: command.keys?.[0] ?? null,
    waits: command.waits?.() ?? null,
    found,
    what: { kind: 'command', command },
  };
};

const levelText = (device: Device): string => {
  const level = known(device.facts.level);
  return level === undefined ? '' : `, ${level} ${levelWords[level].name}`;
};

const deviceEntry = (query: string, device: Device): Entry | null => {
  const driver = known(device.facts.driver) ?? '';
  const found = match(query, device.name, `${device.id} ${device.bus} ${device.ids} ${driver}`);
  if (found === null) return null;
  return {
    id: device.path,
    group: 'Go to a device',
    title: device.name,
    line: `${device.id}${levelText(device)}`,
    keys: null,
    waits: null,
    found,
    what: { kind: 'device', device },
  };
};

const eventEntries = (query: string, { snapshot, events }: Offered): readonly Entry[] =>
  eventsFor(query, events, (path) => (path === null ? '' : (snapshot?.devices[path]?.name ?? path))).map(
    ({ event, title, device, found }) => ({
      id: `event ${event.id}`,
      group: events.length > mostSearched ? `Go to an event, of the newest ${mostSearched}` : 'Go to an event',
      title,
      line: device === '' ? clockText(event.seenAt, true) : `${clockText(event.seenAt, true)}, ${device}`,
      keys: null,
      waits: null,
      found,
      what: { kind: 'event', event },
    }),
  );

const present = (entry: Entry | null): entry is Entry => entry !== null;

/** Nothing typed yet: what was used last, then all that can be done now, and at the end what waits for something. */
const untyped = (acts: readonly Entry[], recent: readonly string[]): readonly Entry[] => {
  const used = recent.flatMap((id) => acts.find((entry) => entry.id === id && entry.waits === null) ?? []);
  const rest = acts.filter((entry) => !used.includes(entry));
  return [
    ...used.map((entry) => ({ ...entry, group: 'Used last' })),
    ...rest.filter((entry) => entry.waits === null),
    ...rest.filter((entry) => entry.waits !== null).map((entry) => ({ ...entry, group: 'Not now' })),
  ];
};

export interface Offered {
  readonly commands: readonly Command[];
  readonly snapshot: Snapshot | null;
  /** Ids of the commands that were used last, latest first. */
  readonly recent: readonly string[];
  /** Of the session in front, oldest first. */
  readonly events: readonly LabEvent[];
}

/** The entries for what was typed, grouped; groups in the order of their best entry, devices first when something was typed, events last. */
export const entriesFor = (query: string, offered: Offered): readonly Entry[] => {
  const { commands, snapshot, recent } = offered;
  const typed = query.trim() !== '';
  const acts = [...grouped(commands).values()]
    .flat()
    .map((command) => commandEntry(query, command))
    .filter(present);
  if (!typed) return untyped(acts, recent);
  const devices = Object.values(snapshot?.devices ?? {}).map((device) => deviceEntry(query, device));
  const groups = Map.groupBy(
    [...devices.filter(present).sort(better).slice(0, mostDevices), ...acts],
    (entry) => entry.group,
  );
  const acting = [...groups.values()]
    .map((group) => [...group].sort(better))
    .sort((a, b) => (a[0]?.found.cost ?? 0) - (b[0]?.found.cost ?? 0));
  return [...acting.flat(), ...eventEntries(query, offered)];
};
