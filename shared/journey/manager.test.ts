/** The path of a device that another function speaks for leads over that one. */
import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import type { Device, DeviceFacts } from '../facts/device.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { DevicePath } from '../model/device.js';
import { dialects } from '../model/dialects/index.js';
import { predict } from '../predict/predict.js';
import { journeyOf } from './journey.js';
import { pathSince } from './refused.js';
import { base, deviceOf, fact, refused, snapshotOf, states, write } from './testScene.js';

const dsmPath = 'devices/pci0000:40/0000:42:00.0' as DevicePath;
const speaker = (connected: string | null): Device => ({
  ...deviceOf({ facts: { provider: fact('link-tsm'), connected: fact(connected), manager: fact(null) } }),
  path: dsmPath,
  id: '0000:42:00.0',
});
const managed = (over: Partial<DeviceFacts> = {}): Device =>
  deviceOf({ facts: { provider: fact('link-tsm'), manager: fact('0000:42:00.0'), ...over } });
const seen = (device: Device, dsm: Device | null): Snapshot => ({
  ...snapshotOf({ role: 'host' }),
  devices: { [device.path]: device, ...(dsm === null ? {} : { [dsm.path]: dsm }) },
});
const walk = (device: Device, dsm: Device | null) =>
  journeyOf({ snapshot: seen(device, dsm), device, dialect: dialects.march, events: [] });

describe('the path over a security manager', () => {
  it('R44 R46 connects the manager, not the device', () => {
    const journey = walk(managed(), speaker(null));
    expect(journey.next).toMatchObject({
      id: 'connect',
      title: 'Connect DSM',
      action: { kind: 'connect', device: dsmPath, value: 'tsm0' },
    });
    expect(journey.note).toContain('0000:42:00.0');
    expect(journey.goal).toBe(3);
  });

  it('R46 a connected manager is the device’s connection, and its way back is there too', () => {
    const up = walk(managed({ link: fact('asserted'), spdmSession: fact(true) }), speaker('tsm0'));
    expect(states(up)).toBe('connect:done gather:next verify:later trust:later');
    expect(up.waysBack[0]?.action).toEqual({ kind: 'disconnect', device: dsmPath, value: 'tsm0' });
  });

  it('R23 R46 a link lost with its manager leads back over the manager', () => {
    const lost = walk(managed({ link: fact('lost'), level: fact(0) }), speaker('tsm0'));
    expect(lost.inError).toBe(true);
    expect(lost.recover?.action).toEqual({ kind: 'disconnect', device: dsmPath, value: 'tsm0' });
  });

  it('R46 a manager that is not here stops the path, and is named', () => {
    expect(walk(managed(), null).steps[0]).toMatchObject({
      state: 'not-possible',
      why: 'its security manager 0000:42:00.0 is not known here',
    });
  });

  it('R46 the model foretells the refusal of a connect here, and where to go', () => {
    const device = managed();
    const said = predict(seen(device, speaker(null)), { kind: 'connect', device: device.path, value: 'tsm0' });
    expect(said).toMatchObject({
      kind: 'refused',
      refusal: { errno: 'ENOENT', path: [{ kind: 'connect', device: dsmPath, value: 'tsm0' }] },
    });
  });

  it('R46 a step done on the manager counts, and what else is done there strays nobody', () => {
    const device = managed();
    const on = 'bus/pci/devices/0000:42:00.0';
    const done = (id: number, of: number): LabEvent => ({
      ...refused(id, of),
      device: dsmPath,
      kind: 'outcome',
      outcome: { kind: 'done', ms: 1 },
    });
    const there = (id: number, file: string, value: string): LabEvent[] => [
      { ...base(id), device: dsmPath, kind: 'write', path: `${on}/${file}`, value, predicted: null },
      done(id + 1, id),
    ];
    const trust = { kind: 'trust', device: device.path, value: '3' } as const;
    const found = pathSince(
      [write(1, 'x', '3'), refused(2, 1), ...there(3, 'trust', '2'), ...there(5, 'tsm/connect', 'tsm0')],
      {
        snapshot: seen(device, speaker(null)),
        device,
        refused: { write: 1, path: 'x', value: '3', errno: 'EPERM', at: 2, ms: 1, predicted: null },
        actions: [{ kind: 'connect', device: dsmPath, value: 'tsm0' }, trust],
      },
    );
    expect(found.strayed).toBe(false);
    expect(found.steps.map(({ state, on: { id } }) => `${id} ${state}`)).toEqual([
      '0000:42:00.0 done',
      '0000:02:00.0 next',
    ]);
  });
});
