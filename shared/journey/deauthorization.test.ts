/** What can be taken back on Thunderbolt is the domain's to say: no way back is offered that it refuses. */
import { describe, expect, it } from 'vitest';
import type { Device } from '../facts/device.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { DevicePath } from '../model/device.js';
import type { Level } from '../model/level.js';
import { dialects } from '../model/dialects/index.js';
import { predict } from '../predict/predict.js';
import { type Journey, journeyOf } from './journey.js';
import { deviceOf, fact, snapshotOf } from './testScene.js';
import { waysBackAfter } from './waysBack.js';

const domainPath = 'devices/pci0000:00/domain0' as DevicePath;

const dock = (level: Level): Device => ({
  ...deviceOf({
    bus: 'thunderbolt',
    facts: {
      authorized: fact(level === 0 ? 0 : 1),
      level: fact(level),
      driver: fact(null),
      provider: fact('none'),
      // As a target concludes where there are no tsm/ files.
      tdisp: { kind: 'inferred', value: 'CONFIG_UNLOCKED', at: 1, because: ['no tsm/ files'], rule: 'no-tsm-files' },
      capabilities: fact({ tee: false, ide: false, spdm: false, ats: true }),
    },
  }),
  parent: domainPath,
});

/** `said`: what the domain's `deauthorization` reads, or null where it was not read. */
const seen = (device: Device, said: '0' | '1' | null): Snapshot => ({
  ...snapshotOf({ role: 'host' }),
  devices: {
    [device.path]: device,
    [domainPath]: {
      ...deviceOf({ bus: 'thunderbolt' }),
      path: domainPath,
      id: 'domain0',
      kind: 'thunderbolt-domain',
      readings: {
        security: { value: 'user', at: 1 },
        ...(said === null ? {} : { deauthorization: { value: said, at: 1 } }),
      },
    },
  },
});

const walk = (level: Level, said: '0' | '1' | null): Journey => {
  const device = dock(level);
  return journeyOf({ snapshot: seen(device, said), device, dialect: dialects.march, events: [] });
};
const ways = (journey: Journey): string => journey.waysBack.map(({ title }) => title).join(', ');
const zones = (journey: Journey): string => journey.zones.map(({ state }) => state).join(' ');

describe('the way back on Thunderbolt', () => {
  it('O5 is none but unplugging where the domain cannot de-authorize', () => {
    const journey = walk(1, '0');
    expect(ways(journey)).toBe('');
    expect(zones(journey)).toBe('left now next');
    expect(journey.returns).toBe('no');
  });

  it('O5 leads from level 2 to level 1 all the same', () => {
    expect(ways(walk(2, '0'))).toBe('Lower to 1');
    expect(zones(walk(2, '0'))).toBe('left back now');
  });

  it('O5 is de-authorizing where the domain can', () => {
    expect(ways(walk(1, '1'))).toBe('De-authorize');
    expect(zones(walk(2, '1'))).toBe('back back now');
  });

  it('O5 is not known where the domain was not read, and that is said', () => {
    const journey = walk(1, null);
    expect(ways(journey)).toBe('De-authorize');
    expect(journey.waysBack[0]?.costs).toContain('not known');
    expect(journey.returns).toBe('unknown');
  });

  it.each([['0'], ['1']] as const)(
    'O5 is never one that the model foretells as refused (deauthorization %s)',
    (said) => {
      for (const level of [1, 2] as const) {
        const snapshot = seen(dock(level), said);
        for (const way of walk(level, said).waysBack)
          expect(predict(snapshot, way.action).kind, `${level} ${way.title}`).toBe('succeeds');
      }
    },
  );

  it.each([
    ['0', 'no way back but unplugging'],
    ['1', 'Way back after this: 0.'],
    [null, 'not known which'],
  ] as const)('O5 is said before the write: deauthorization %s, %s', (said, words) => {
    const device = dock(0);
    const action = { kind: 'authorized', device: device.path, value: '1' } as const;
    expect(waysBackAfter(action, device, seen(device, said))).toContain(words);
  });
});
