/** What a machine said of a device during one act, and what the model says it should: uevents, netlink messages, log lines, each in its order. */
import type { DeviceState } from '../../../shared/model/device.js';
import type { Effect } from '../../../shared/model/effect.js';
import type { Answer } from './player.js';

export interface Heard {
  readonly uevents: readonly string[];
  readonly netlink: readonly string[];
  readonly log: readonly string[];
}

const pairs = (fields: readonly string[]): ReadonlyMap<string, string> =>
  new Map(fields.map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]));

const told = ['DRIVER', 'TRUST', 'TRUST_OLD', 'TRUST_REASON', 'TDISP'];

/** The action, and what a uevent tells of driver and trust, in the order it tells it. A driver that is bound all along is not told of. */
const ueventText = (action: string, env: ReadonlyMap<string, string>): string => {
  const shown = [...env].filter(([key]) => told.includes(key) && (key !== 'DRIVER' || action === 'bind'));
  return [action, ...shown.map(([key, value]) => `${key}=${value}`)].join(' ');
};

/** Lines that this device's trust is spoken of in; drivers say other things. */
const ours = /^\S+ \S+: (trust |tsm\d+: |interface accepted$|reset$|firmware updated$)/;

/** What was heard of the device at `path` with this id; `lost` when something could not be heard. */
export const heardOf = (answers: readonly Answer[], device: Pick<DeviceState, 'path' | 'id'>): Heard | 'lost' => {
  const uevents: string[] = [];
  const netlink: string[] = [];
  const log: string[] = [];
  for (const { kind, fields } of answers) {
    if (kind === 'lost') return 'lost';
    if (kind === 'u') {
      const env = pairs(fields);
      if (env.get('DEVPATH') === `/${device.path}`) uevents.push(ueventText(env.get('ACTION') ?? '', env));
    }
    if (kind === 'g') {
      const attrs = pairs(fields.slice(1));
      if (attrs.get('dev-name') !== device.id) continue;
      netlink.push([...attrs].flatMap(([key, value]) => (key === 'seq' ? [] : [`${key}=${value}`])).join(' '));
    }
    const [priority = '', text = '', ...keys] = fields;
    if (kind === 'k' && keys.includes(`DEVICE=+pci:${device.id}`) && ours.test(text)) log.push(`${priority} ${text}`);
  }
  return { uevents, netlink, log };
};

/** What the effects of a step are to be heard as, of the device at `path`. */
export const expectedOf = (effects: readonly Effect[], path: string): Heard => {
  const mine = effects.filter((effect) => effect.device === path);
  return {
    uevents: mine.flatMap((effect) =>
      effect.kind === 'uevent' ? [ueventText(effect.action, new Map(Object.entries(effect.env)))] : [],
    ),
    netlink: mine.flatMap((effect) =>
      effect.kind === 'netlink'
        ? [
            Object.entries(effect.attrs)
              .map(([key, value]) => `${key}=${value}`)
              .join(' '),
          ]
        : [],
    ),
    log: mine.flatMap((effect) => (effect.kind === 'kmsg' ? [`${effect.priority} ${effect.text}`] : [])),
  };
};

/** Sequence numbers of every netlink message among the answers, in the order they came. */
export const sequenceOf = (answers: readonly Answer[]): readonly number[] =>
  answers.flatMap(({ kind, fields }) => (kind === 'g' ? [Number(pairs(fields.slice(1)).get('seq'))] : []));
