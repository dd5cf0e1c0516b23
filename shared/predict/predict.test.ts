/** Predictions rest on measured facts: right when all is measured, and naming exactly what they turn on when it is not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Device, DeviceFacts, FactName } from '../facts/device.js';
import type { Fact } from '../facts/fact.js';
import type { Reading } from '../facts/reading.js';
import { noTsmFiles } from '../facts/settled.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { WriteAction } from '../model/action.js';
import type { DevicePath, DeviceState } from '../model/device.js';
import type { MachineState } from '../model/machine.js';
import { locked, of, type Place, places, sample, trusted, unbind, walk, write } from '../model/rows/sample.js';
import { mayAutoprobe, moduleFolder } from '../model/rules/module.js';
import { step } from '../model/step.js';
import { describeEffect, explain, refuserName } from './describe.js';
import { asked, machineOf } from './machineOf.js';
import { predict } from './predict.js';

const measured = <T>(value: T): Fact<T> => ({ kind: 'measured', value, at: 0, source: 'test' });
const unknown: Fact<never> = { kind: 'unknown', why: 'not read' };
const reading = (value: string): Reading => ({ value, at: 0 });

const factsOf = (state: DeviceState): DeviceFacts => ({
  level: measured(state.level),
  driver: measured(state.driver),
  override: measured(state.override),
  match: measured(state.match),
  connected: measured(state.connected),
  locked: measured(state.locked),
  tdisp: measured(state.tdisp),
  link: measured(state.link),
  spdmSession: measured(state.spdmSession),
  ats: measured(state.atsEnabled),
  dma: measured(state.dma),
  provider: measured(state.provider),
  capabilities: measured(state.capabilities),
  busMaster: measured(state.busMaster),
  authorized: measured(
    state.thunderbolt?.authorized ?? (state.usbAuthorized === null ? null : Number(state.usbAuthorized)),
  ),
  removable: unknown,
  iommuGroup: unknown,
  manager: measured(state.manager === null ? null : (state.manager.split('/').at(-1) ?? null)),
  evidenceGeneration: measured(state.evidenceGeneration),
});

const domainPath = 'devices/domain' as DevicePath;

const deviceOf = (state: DeviceState): Device => ({
  path: state.path,
  id: state.id,
  bus: state.bus,
  parent: state.parent ?? (state.bus === 'thunderbolt' ? (`${domainPath}${state.id.charAt(0)}` as DevicePath) : null),
  kind: state.bus === 'thunderbolt' ? 'thunderbolt' : 'other',
  name: state.id,
  ids: '',
  facts: factsOf(state),
  readings: {},
});

const domain = (state: DeviceState): Device => ({
  ...deviceOf(state),
  path: `${domainPath}${state.id.charAt(0)}` as DevicePath,
  id: `domain${state.id.charAt(0)}`,
  parent: null,
  kind: 'thunderbolt-domain',
  facts: { ...factsOf(state), authorized: measured(null) },
  readings: {
    security: reading(state.thunderbolt?.security ?? 'none'),
    deauthorization: reading(state.thunderbolt?.deauthorization === true ? '1' : '0'),
  },
});

/** What a tool would see of the machine, all of it measured; `blind` facts of one device are not. */
const seen = (machine: MachineState, blind: { place: Place; facts: readonly FactName[] } | null = null): Snapshot => {
  const states = Object.values(machine.devices).filter(({ present }) => present);
  const domains = states.filter(({ thunderbolt, parent }) => thunderbolt !== null && parent === null).map(domain);
  const devices = Object.fromEntries([...states.map(deviceOf), ...domains].map((device) => [device.path, device]));
  const target = blind === null ? undefined : devices[places[blind.place]];
  if (blind !== null && target !== undefined) {
    const dark = Object.fromEntries(blind.facts.map((name) => [name, unknown]));
    devices[target.path] = { ...target, facts: { ...target.facts, ...dark } };
  }
  return {
    target: 'sim:',
    title: 'Test',
    at: 0,
    dialect: measured('march'),
    role: measured(machine.role),
    tsms: machine.tsms,
    devices,
    readings: Object.fromEntries(
      Object.entries(machine.drivers).flatMap(([driver, { autoprobe, builtIn }]) =>
        builtIn ? [] : [[`module/${moduleFolder(driver)}/autoprobe`, reading(autoprobe ? '1' : '0')]],
      ),
    ),
  };
};

const trust = (value: string, place: Place = 'drive') => write(place, 'trust', value) as WriteAction;
const states = { guest: sample('guest'), host: sample('host'), locked: locked(step), trusted: trusted(step) };
const connected = walk(step, states.host, write('drive', 'connect', 'tsm0'));

describe('with everything measured', () => {
  it('R14 foretells the kick with its effects in order', () => {
    const prediction = predict(seen(states.locked), trust('4'));
    expect(prediction.kind === 'succeeds' && prediction.effects).toEqual(
      (() => {
        const result = step(states.locked, trust('4'));
        return result.kind === 'done' ? result.effects : [];
      })(),
    );
    expect(prediction.kind === 'succeeds' && prediction.after).toMatchObject({
      level: 4,
      tdisp: 'RUN',
      driver: 'nvme',
    });
  });

  it('R11 foretells a refusal, with who, why and the nearest path', () => {
    const prediction = predict(seen(states.guest), trust('4'));
    expect(prediction.kind === 'refused' && prediction.refusal).toMatchObject({
      errno: 'EPERM',
      precondition: { id: 'not-locked' },
    });
    expect(prediction.kind === 'refused' && prediction.refusal.path.map(({ kind }) => kind)).toEqual([
      'unbind',
      'lock',
      'trust',
    ]);
  });

  it('R41 foretells Thunderbolt by the policy of its domain', () => {
    expect(predict(seen(states.host), write('dock', 'authorized', '1') as WriteAction).kind).toBe('succeeds');
    const zero = predict(seen(states.host), trust('0', 'fixed'));
    expect(zero.kind === 'refused' && zero.refusal.errno).toBe('EOPNOTSUPP');
  });

  it('R2 foretells module policy', () => {
    expect(predict(seen(states.host), { kind: 'modules_autoprobe', value: '0' }).kind).toBe('succeeds');
    const builtIn = predict(seen(states.host), { kind: 'autoprobe', driver: 'e1000e', value: '0' });
    expect(builtIn.kind === 'refused' && builtIn.refusal.errno).toBe('ENOENT');
  });

  it('R10 gives the same machine back', () => {
    const machine = machineOf(seen(states.locked));
    expect(of(machine, 'drive')).toEqual({ ...of(states.locked, 'drive'), lockGeneration: 0 });
  });
});

describe('with facts not measured', () => {
  const without = (machine: MachineState, facts: readonly FactName[], action: WriteAction) =>
    predict(seen(machine, { place: 'drive', facts }), action);

  it('R10 names the fact the outcome turns on, and no other', () => {
    expect(without(states.guest, ['tdisp', 'dma', 'ats', 'busMaster'], trust('4'))).toEqual({
      kind: 'cannot',
      unknown: ['tdisp'],
    });
    expect(without(states.host, ['link', 'locked', 'connected'], trust('3'))).toEqual({
      kind: 'cannot',
      unknown: ['link'],
    });
    expect(without(states.locked, ['match'], trust('4'))).toEqual({ kind: 'cannot', unknown: ['match'] });
    expect(without(connected, ['provider'], trust('3'))).toEqual({ kind: 'cannot', unknown: ['provider'] });
  });

  it('R10 an inferred fact counts as not measured', () => {
    const snapshot = seen(states.guest);
    const drive = snapshot.devices[places.drive];
    if (drive === undefined) throw new Error('no drive');
    const tdisp: Fact<'CONFIG_LOCKED'> = { kind: 'inferred', value: 'CONFIG_LOCKED', at: 0, because: ['x'], rule: 'x' };
    const changed = {
      ...snapshot,
      devices: { ...snapshot.devices, [drive.path]: { ...drive, facts: { ...drive.facts, tdisp } } },
    };
    expect(predict(changed, trust('4'))).toEqual({ kind: 'cannot', unknown: ['tdisp'] });
  });

  it('R10 what follows from there being no tsm/ files is not varied: no write brings these', () => {
    const snapshot = seen(states.host);
    const drive = snapshot.devices[places.drive];
    if (drive === undefined) throw new Error('no drive');
    const withLink = (rule: string) => {
      const link: Fact<'open'> = { kind: 'inferred', value: 'open', at: 0, because: ['no tsm/ files'], rule };
      const facts = { ...drive.facts, link };
      return { ...snapshot, devices: { ...snapshot.devices, [drive.path]: { ...drive, facts } } };
    };
    expect(predict(withLink(noTsmFiles), trust('3'))).toMatchObject({ kind: 'refused', refusal: { errno: 'EPERM' } });
    expect(predict(withLink('x'), trust('3'))).toEqual({ kind: 'cannot', unknown: ['link'] });
  });

  it('R10 foretells all the same what does not turn on them', () => {
    expect(
      without(states.guest, ['level', 'tdisp', 'link', 'match'], unbind('drive', 'nvme') as WriteAction).kind,
    ).toBe('succeeds');
    expect(without(states.guest, ['level', 'tdisp', 'link', 'driver'], trust('9')).kind).toBe('refused');
  });

  it('R10 promises no notice that may not come', () => {
    const prediction = without(states.guest, ['level', 'tdisp', 'locked'], trust('0'));
    const kinds = prediction.kind === 'succeeds' ? prediction.effects.map(({ kind }) => kind) : [];
    expect(kinds).not.toContain('level');
  });

  it('R45 foretells nothing in a dialect the model does not step', () => {
    expect(predict({ ...seen(states.host), dialect: measured('july') }, trust('1'))).toEqual({
      kind: 'cannot',
      unknown: ['level'],
    });
  });

  it('R10 whatever is hidden, what is foretold is what happens', () => {
    const machines = [states.guest, states.host, states.locked, states.trusted, connected];
    const actions: readonly WriteAction[] = [
      ...['0', '1', '2', '3', '4'].map((value) => trust(value)),
      write('drive', 'lock', 'tsm0') as WriteAction,
      write('drive', 'unlock', 'tsm0') as WriteAction,
      write('drive', 'connect', 'tsm0') as WriteAction,
      unbind('drive', 'nvme') as WriteAction,
      { kind: 'bind', device: places.drive, driver: 'nvme' },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...machines),
        fc.constantFrom(...actions),
        fc.subarray([...asked], { maxLength: 4 }),
        (machine, action, facts) => {
          const prediction = without(machine, facts, action);
          if (prediction.kind === 'cannot') {
            expect(facts).toEqual(expect.arrayContaining([...prediction.unknown]));
            expect(prediction.unknown.length).toBeGreaterThan(0);
            return;
          }
          const result = step(machine, action);
          expect(result.kind).toBe(prediction.kind === 'succeeds' ? 'done' : 'refused');
          if (result.kind === 'refused' && prediction.kind === 'refused') {
            expect(prediction.refusal.errno).toBe(result.refusal.errno);
          }
        },
      ),
      { seed: 13, numRuns: 120 },
    );
  });
});

describe('a module whose folder is spelt otherwise than its driver', () => {
  it('R2 is read back from its folder, whichever way it is asked for', () => {
    const host = { ...states.host, drivers: { 'usb-storage': { autoprobe: false, builtIn: false } } };
    const snapshot = seen(host);
    expect(Object.keys(snapshot.readings)).toEqual(['module/usb_storage/autoprobe']);
    expect(mayAutoprobe(machineOf(snapshot), 'usb-storage')).toBe(false);
    const ask = (driver: string) => predict(snapshot, { kind: 'autoprobe', driver, value: '1' });
    expect([ask('usb-storage').kind, ask('usb_storage').kind]).toEqual(['succeeds', 'succeeds']);
    expect(ask('usb-net')).toMatchObject({ kind: 'refused', refusal: { errno: 'ENOENT' } });
  });
});

describe('in words', () => {
  it('R17 says who refused, and why', () => {
    const result = step(states.guest, write('drive', 'lock', 'tsm0'));
    expect(result.kind === 'refused' && explain(result.refusal, 'pci')).toBe(
      'The PCI core refused: driver nvme is still bound.',
    );
    expect(refuserName('tsm', 'pci')).toBe('the TSM');
    expect(refuserName('bus', 'thunderbolt')).toBe('the Thunderbolt core');
  });

  it('R14 has a row and a text for every effect of the kick', () => {
    const result = step(states.locked, trust('4'));
    const told = result.kind === 'done' ? result.effects.map(describeEffect) : [];
    expect(told.map(({ row }) => row)).toEqual([
      'interface',
      'dma',
      'ats',
      'level',
      'uevent',
      'uevent',
      'log',
      'driver',
      'uevent',
    ]);
    expect(told[0]?.text).toBe('CONFIG_LOCKED → RUN');
    expect(told[3]?.text).toBe('1 → 4 TCB, as written');
  });
});
