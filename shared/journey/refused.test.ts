import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import type { WriteAction } from '../model/action.js';
import { lastRefused, pathSince } from './refused.js';
import { base, deviceOf, path, refused, snapshotOf, write } from './testScene.js';

const device = deviceOf({});
const lockPath = 'bus/pci/devices/0000:02:00.0/tsm/lock';
const unbindPath = 'bus/pci/drivers/nvme/unbind';
const done = (id: number, of: number): LabEvent => ({
  ...refused(id, of),
  kind: 'outcome',
  outcome: { kind: 'done', ms: 1 },
});
const first: readonly LabEvent[] = [write(1, lockPath, 'tsm0'), refused(2, 1)];
const actions: readonly WriteAction[] = [
  { kind: 'unbind', device: path, driver: 'nvme' },
  { kind: 'lock', device: path, value: 'tsm0' },
];
const states = (events: readonly LabEvent[]): string => {
  const found = lastRefused(first, device);
  if (found === null) return 'none';
  const { steps, strayed } = pathSince(events, { snapshot: snapshotOf({}), device, refused: found, actions });
  return `${steps.map((step) => step.state).join(' ')}${strayed ? ' strayed' : ''}`;
};

describe('the nearest path after a refusal', () => {
  it('S8 finds the refused lock with its error', () => {
    expect(lastRefused(first, device)).toMatchObject({ write: 1, errno: 'EBUSY', value: 'tsm0', ms: 0.3 });
    expect(lastRefused([...first, write(3, unbindPath, device.id), done(4, 3)], device)?.write).toBe(1);
    expect(lastRefused([], device)).toBeNull();
  });

  it('S8 lights one step after the other', () => {
    expect(states(first)).toBe('next later');
    const unbound = [...first, write(3, unbindPath, device.id), done(4, 3)];
    expect(states(unbound)).toBe('done next');
    expect(states([...unbound, write(5, lockPath, 'tsm0'), done(6, 5)])).toBe('done done');
  });

  it('S8 a write that was refused is no step taken', () => {
    expect(states([...first, write(3, unbindPath, device.id), refused(4, 3)])).toBe('next later');
  });

  it('R28 whoever does something else has left the path', () => {
    expect(states([...first, write(3, 'bus/pci/devices/0000:02:00.0/trust', '0'), done(4, 3)])).toBe(
      'next later strayed',
    );
  });

  it('R24 an injected fault is nobody’s step', () => {
    const hit: LabEvent = {
      ...base(3),
      kind: 'write',
      path: 'kernel/debug/lockstep_trust/inject',
      value: 'x',
      predicted: null,
    };
    expect(states([...first, hit, done(4, 3)])).toBe('next later');
  });
});
