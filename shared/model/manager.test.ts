/** A function whose security manager is another function: where it is connected, and what it loses with it. */
import { describe, expect, it } from 'vitest';
import type { Action } from './action.js';
import type { DevicePath, DeviceState } from './device.js';
import type { MachineState } from './machine.js';
import { sample } from './rows/sample.js';
import { step } from './step.js';

const host = sample('host');
const [drive] = Object.values(host.devices);
if (drive === undefined) throw new Error('the sample has no device');
const at = (path: string, change: Partial<DeviceState>): DeviceState => ({
  ...drive,
  path: path as DevicePath,
  id: path.slice(path.lastIndexOf('/') + 1),
  driver: null,
  match: null,
  ...change,
});
const port = 'devices/pci0000:40/0000:40:03.1' as DevicePath;
const dsm = at(`${port}/0000:42:00.0`, { parent: port });
const below = at(`${dsm.path}/0000:43:00.0/0000:44:00.0`, { manager: dsm.path, parent: dsm.path });
const beside = at(`${port}/0000:42:00.1`, { manager: dsm.path, parent: port });
const lab: MachineState = { ...host, devices: Object.fromEntries([dsm, below, beside].map((one) => [one.path, one])) };

const connect: Action = { kind: 'connect', device: dsm.path, value: 'tsm0' };
const disconnect: Action = { kind: 'disconnect', device: dsm.path, value: 'tsm0' };
const trust = (device: DeviceState): Action => ({ kind: 'trust', device: device.path, value: '3' });

const run = (machine: MachineState, ...actions: readonly Action[]) => {
  let state = machine;
  const effects = [];
  for (const action of actions) {
    const result = step(state, action);
    if (result.kind === 'refused') throw new Error(`${action.kind}: ${result.refusal.precondition.text}`);
    state = result.state;
    effects.push(...result.effects);
  }
  return { state, effects, of: (device: DeviceState) => state.devices[device.path] };
};
const refusal = (machine: MachineState, action: Action) => {
  const result = step(machine, action);
  if (result.kind !== 'refused') throw new Error(`${action.kind} was not refused`);
  return result.refusal;
};

describe('a function that another speaks for', () => {
  it('R46 has no tsm/connect: the refusal names the security manager, and the path leads there', () => {
    const { errno, precondition, path } = refusal(lab, { ...connect, device: below.path });
    expect(errno).toBe('ENOENT');
    expect(precondition.text).toContain('the security manager of 0000:42:00.0 speaks for this one');
    expect(path).toEqual([connect]);
    const gone = refusal(run(lab, connect).state, { ...disconnect, device: below.path });
    expect(gone).toMatchObject({ errno: 'ENOENT', path: [disconnect] });
  });

  it('R46 gets its link by the connection of its manager: asserted below a switch, IDE on the same port', () => {
    const { of } = run(lab, connect);
    expect(of(below)).toMatchObject({ link: 'asserted', spdmSession: true, connected: null });
    expect(of(beside)).toMatchObject({ link: 'ide', spdmSession: true, connected: null });
  });

  it('R46 R11 level 3 before that is refused, and the nearest path goes over the manager', () => {
    const { errno, precondition, path } = refusal(lab, trust(below));
    expect(errno).toBe('EPERM');
    expect(precondition.text).toContain('0000:42:00.0');
    expect(path).toEqual([connect, trust(below)]);
    expect(run(lab, connect, trust(below)).of(below)?.level).toBe(3);
  });

  it.each(['disconnect', 'ide_loss', 'spdm_loss', 'reset', 'leave'] as const)(
    'R21 R23 falls with its manager: %s',
    (kind) => {
      const up = run(lab, connect, trust(below), trust(beside)).state;
      const down = run(up, kind === 'disconnect' ? disconnect : { kind, device: dsm.path });
      // What hangs below it leaves with it.
      for (const one of kind === 'leave' ? [beside] : [below, beside]) {
        expect(down.of(one)).toMatchObject({
          level: 0,
          link: ['disconnect', 'leave'].includes(kind) ? 'open' : 'lost',
        });
        const fall = down.effects.find((effect) => effect.kind === 'level' && effect.device === one.path);
        expect(fall).toMatchObject({ from: 3, to: 0, fall: true });
      }
    },
  );

  it('R46 after a loss the path disconnects the manager first', () => {
    const lost = run(lab, connect, { kind: 'ide_loss', device: dsm.path }).state;
    expect(refusal(lost, trust(below)).path).toEqual([disconnect, connect, trust(below)]);
  });

  it('R46 one that arrives under a connected manager is secured at once', () => {
    const up = run(lab, connect, { kind: 'leave', device: beside.path }).state;
    expect(up.devices[beside.path]?.link).toBe('open');
    expect(run(up, { kind: 'arrive', device: beside }).of(beside)).toMatchObject({ link: 'ide', spdmSession: true });
  });

  it('R46 when nobody knows who speaks for it, connect is refused all the same, without a path', () => {
    const unknown = { ...lab, devices: { ...lab.devices, [below.path]: { ...below, manager: 'unknown' as const } } };
    expect(refusal(unknown, { ...connect, device: below.path })).toMatchObject({ errno: 'ENOENT', path: [] });
  });
});
