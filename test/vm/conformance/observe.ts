/** What a test machine shows of its devices, read as Lockstep reads it: raw attributes, a snapshot of them, the model's machine. */
import { snapshotOf } from '../../../main/target/snapshot.js';
import type { RawDevice } from '../../../main/wires/wire.js';
import { sweptAttributes, sweptLinks } from '../../../shared/facts/attributes.js';
import { textOf, type Reading } from '../../../shared/facts/reading.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { errnoNumbers, type Errno } from '../../../shared/model/errno.js';
import type { MachineState } from '../../../shared/model/machine.js';
import { machineOf } from '../../../shared/predict/machineOf.js';
import type { Answer, Player } from './player.js';

const names = new Map<number, Errno>(Object.entries(errnoNumbers).map(([name, number]) => [number, name as Errno]));

/** Null for 0; the number itself, as text, for an error this tool has no name for. */
export const errnoOf = (text: string | undefined): string | null => {
  const number = Number(text);
  return number === 0 ? null : (names.get(number) ?? `error ${text}`);
};

/** What is read at every step: what can change by a write or a fault. */
const changing: readonly string[] = [
  'trust',
  'driver_override',
  'authenticated',
  'config',
  ...sweptAttributes.filter((name) => name.startsWith('tsm/')),
];

/** Lines that name what `o` reads from now on. `.` as a link resolves to the device's own folder. */
export const namesToObserve = (all: boolean): readonly string[] => [
  'c',
  ...(all ? sweptAttributes : changing).map((name) => `f\t${name}`),
  ...(all ? ['.', ...sweptLinks] : ['.', 'driver']).map((name) => `d\t${name}`),
];

export const observeLine = (bus: string, id: string): string => `o\tbus/${bus}/devices/${id}`;

/** The device that a run of `o` and `d` answers shows; null when its folder is not there. */
export const rawOf = (answers: readonly Answer[]): RawDevice | null => {
  const attrs: Record<string, Reading> = {};
  const links: Record<string, string> = {};
  for (const { kind, fields } of answers) {
    const [name = '', second = '', third = ''] = fields;
    if (kind === 'd') links[name] = second;
    // `x` reads all of configuration space, where `o` reads its first registers alone.
    if (kind === 'x' && name === '0') attrs.config = { value: second, at: 0 };
    if (kind !== 'o' || second === String(errnoNumbers.ENOENT)) continue;
    const errno = names.get(Number(second));
    attrs[name] = errno === undefined ? { value: third, at: 0 } : { errno, at: 0 };
  }
  const { '.': path, ...rest } = links;
  return path === undefined ? null : { path, attrs, links: rest };
};

/** Splits answers into one run per device: each begins with its files. */
export const runsOf = (answers: readonly Answer[]): readonly (readonly Answer[])[] => {
  const runs: Answer[][] = [];
  let before = 'd';
  for (const answer of answers) {
    if (answer.kind === 'o' && before !== 'o') runs.push([]);
    before = answer.kind;
    runs.at(-1)?.push(answer);
  }
  return runs;
};

export const snapshotOfRaw = (raw: readonly RawDevice[]): Snapshot =>
  snapshotOf({ uri: 'vm:', title: 'Test machine', raw, readings: {}, at: 0 });

/** A machine whose module was just loaded: every PCI device and TSM, and of each device its configuration space, which `o` does not read whole. */
export const sweepAll = async (
  player: Player,
  { ids, tsms }: { readonly ids: readonly string[]; readonly tsms: readonly string[] },
): Promise<{ readonly snapshot: Snapshot; readonly raw: readonly RawDevice[] }> => {
  const lines = [
    ...ids.flatMap((id) => [observeLine('pci', id), `x\tbus/pci/devices/${id}/config`]),
    ...tsms.map((id) => `o\tclass/tsm/${id}`),
  ];
  const raw = runsOf(await player.play(['e', ...namesToObserve(true), ...lines])).flatMap((run) => rawOf(run) ?? []);
  return { snapshot: snapshotOfRaw(raw), raw };
};

/** A device as it is now: what changes as it was just read, what is built in (capabilities, links) as it was at first. */
export const renewed = (first: RawDevice, now: RawDevice): RawDevice => {
  const config = [first.attrs.config, now.attrs.config].map((reading) => textOf(reading) ?? '');
  const [whole = '', changing = ''] = config;
  const attrs = { ...now.attrs, config: { value: changing + whole.slice(changing.length), at: 0 } };
  const { driver: _before, ...fixed } = first.links;
  return { path: now.path, attrs, links: { ...fixed, ...now.links } };
};

/** The model's machine, as one device alone shows it. */
export const machineOfRaw = (raw: RawDevice): MachineState => machineOf(snapshotOfRaw([raw]));
