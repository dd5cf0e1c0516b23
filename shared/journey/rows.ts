/** One vocabulary for what a write does, row by row, so that predicted and observed can stand side by side and be compared. */
import type { Device, FactName } from '../facts/device.js';
import type { LabEvent } from '../facts/event.js';
import { factText } from '../facts/factText.js';
import type { DevicePath } from '../model/device.js';
import type { Effect } from '../model/effect.js';
import { isLevel, levelWords } from '../model/level.js';

export type RowKey = 'level' | 'interface' | 'dma' | 'link' | 'session' | 'ats' | 'driver' | 'authorized' | 'uevent';

/** `from` null where nothing is there before (a uevent). */
export interface EffectRow {
  readonly key: RowKey;
  readonly from: string | null;
  readonly to: string;
}

export const rowTitles: Readonly<Record<RowKey, string>> = {
  level: 'Level',
  interface: 'Interface',
  dma: 'DMA',
  link: 'Link',
  session: 'SPDM session',
  ats: 'ATS',
  driver: 'Driver',
  authorized: 'Authorized',
  uevent: 'Uevent',
};

/** The order rows are shown in. */
export const rowOrder: readonly RowKey[] = [
  'level',
  'authorized',
  'interface',
  'dma',
  'link',
  'session',
  'ats',
  'driver',
  'uevent',
];

export const factOfRow: Readonly<Record<Exclude<RowKey, 'uevent'>, FactName>> = {
  level: 'level',
  interface: 'tdisp',
  dma: 'dma',
  link: 'link',
  session: 'spdmSession',
  ats: 'ats',
  driver: 'driver',
  authorized: 'authorized',
};

const words: Readonly<Record<string, string>> = {
  'dma:shared': 'shared memory',
  'dma:private': 'private memory',
  'dma:bounced': 'bounced',
  'link:ide': 'IDE stream',
  'link:asserted': 'asserted safe',
  'session:yes': 'up',
  'session:no': 'down',
  'ats:yes': 'on',
  'ats:no': 'off',
};

/** A fact's text, as a `change` event carries it, in the words of the table. */
export const rowText = (key: RowKey, value: string | null): string => {
  if (value === null) return 'unknown';
  if (key === 'level') {
    const level = Number(value);
    return isLevel(level) ? `${level} ${levelWords[level].name}` : value;
  }
  if (key === 'interface') return value.replace(/^CONFIG_/, '');
  return words[`${key}:${value}`] ?? value;
};

const ueventText = (action: string, env: Readonly<Record<string, string>>): string =>
  env.TRUST !== undefined
    ? `${action} TRUST=${env.TRUST}`
    : env.AUTHORIZED !== undefined
      ? `${action} AUTHORIZED=${env.AUTHORIZED}`
      : action;

interface Seen {
  readonly key: RowKey;
  readonly from: string | null;
  readonly to: string;
}

const seenOfEffect = (effect: Effect): Seen | null => {
  switch (effect.kind) {
    case 'level':
      return { key: 'level', from: rowText('level', String(effect.from)), to: rowText('level', String(effect.to)) };
    case 'authorized':
      return { key: 'authorized', from: String(effect.from), to: String(effect.to) };
    case 'tdisp':
      return { key: 'interface', from: rowText('interface', effect.from), to: rowText('interface', effect.to) };
    case 'dma':
      return { key: 'dma', from: rowText('dma', effect.from), to: rowText('dma', effect.to) };
    case 'link':
      return { key: 'link', from: rowText('link', effect.from), to: rowText('link', effect.to) };
    case 'spdm':
      return { key: 'session', from: effect.up ? 'down' : 'up', to: effect.up ? 'up' : 'down' };
    case 'ats':
      return { key: 'ats', from: effect.enabled ? 'off' : 'on', to: effect.enabled ? 'on' : 'off' };
    case 'driver_bound':
      return { key: 'driver', from: 'none', to: effect.driver };
    case 'driver_unbound':
      return { key: 'driver', from: effect.driver, to: 'none' };
    case 'uevent':
      return { key: 'uevent', from: null, to: ueventText(effect.action, effect.env) };
    case 'netlink':
    case 'kmsg':
      return null;
  }
};

const keyOfFact = new Map<FactName, RowKey>(
  rowOrder.flatMap((key) => (key === 'uevent' ? [] : [[factOfRow[key], key] as const])),
);

const seenOfEvent = (event: LabEvent): Seen | null => {
  if (event.kind === 'uevent') return { key: 'uevent', from: null, to: ueventText(event.action, event.env) };
  if (event.kind !== 'change') return null;
  const key = keyOfFact.get(event.fact);
  return key === undefined ? null : { key, from: rowText(key, event.from), to: rowText(key, event.to) };
};

/** Folds what happened into one row per key: first `from`, last `to`; uevents in order. A value that ends where it began keeps its row. */
const fold = (seen: readonly Seen[]): readonly EffectRow[] => {
  const rows = new Map<RowKey, EffectRow>();
  for (const one of seen) {
    const before = rows.get(one.key);
    if (before === undefined) rows.set(one.key, one);
    else if (one.key === 'uevent') rows.set(one.key, { ...one, to: `${before.to}, ${one.to}` });
    else rows.set(one.key, { key: one.key, from: before.from, to: one.to });
  }
  return rowOrder.flatMap((key) => rows.get(key) ?? []);
};

/** The rows of predicted effects on one device. */
export const rowsOfEffects = (effects: readonly Effect[], device: DevicePath): readonly EffectRow[] =>
  fold(effects.flatMap((effect) => (effect.device === device ? (seenOfEffect(effect) ?? []) : [])));

/** The rows of observed events, already narrowed to one write and one device. */
export const rowsOfEvents = (events: readonly LabEvent[]): readonly EffectRow[] =>
  fold(events.flatMap((event) => seenOfEvent(event) ?? []));

/** Every event that a write led to, by its own cause or by the cause of a cause. `events` oldest first. */
export const effectsOfWrite = (events: readonly LabEvent[], write: number): readonly LabEvent[] => {
  const led = new Set([write]);
  const found: LabEvent[] = [];
  for (const event of events) {
    if (event.id <= write || event.cause === null || !led.has(event.cause.id)) continue;
    led.add(event.id);
    found.push(event);
  }
  return found;
};

/** What a row reads on the machine now, or null when it is not known. */
export const nowOf = (key: RowKey, device: Device): string | null => {
  if (key === 'uevent') return null;
  const text = factText(device.facts, factOfRow[key]);
  return text === null ? null : rowText(key, text);
};

/** A row as one line for the journal, e.g. `Level: 1 limited → 4 TCB`; {@link parseRow} reads it back. */
export const formatRow = (row: EffectRow): string =>
  `${rowTitles[row.key]}: ${row.from === null ? '' : `${row.from} → `}${row.to}`;

/** Reads a line of {@link formatRow}; null when it is none. */
export const parseRow = (line: string): EffectRow | null => {
  const key = rowOrder.find((one) => line.startsWith(`${rowTitles[one]}: `));
  if (key === undefined) return null;
  const text = line.slice(rowTitles[key].length + 2);
  const arrow = text.indexOf(' → ');
  return arrow < 0 ? { key, from: null, to: text } : { key, from: text.slice(0, arrow), to: text.slice(arrow + 3) };
};
