/** The module and the pure model are two implementations of one text: in a VM they are held against each other, act by act. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { designs } from '../../../shared/model/designs/index.js';
import type { DeviceState } from '../../../shared/model/device.js';
import type { MachineState } from '../../../shared/model/machine.js';
import { type Act, actsOn, oddActsOn, stepAct } from './act.js';
import { differences } from './differences.js';
import { complaintsOf, type Lab, type Load, labOf } from './machine.js';
import { heardOf } from './notices.js';
import { namesToObserve, observeLine, runsOf } from './observe.js';
import { partInFacts, runActs, tallyOf } from './run.js';
import { wholeWalk } from './walk.js';

/** Where things are in the VM: see test/vm/machine/topology.mjs. The first network card carries the connection, and is left alone. */
const places = { drive: '0000:02:00.0', card: '0000:03:00.0', disk: '0000:07:00.0', controller: '0000:08:00.0' };

let lab: Lab;
const tally = tallyOf();
const said: string[] = [];

beforeAll(async () => {
  lab = await labOf('conformance');
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

/** Gives the drives a driver that binds in no time, so that a walk through every state is quick. */
const withStub = (on: boolean): Promise<string> =>
  lab.run(
    on
      ? 'rmmod nvme; modprobe pci_stub && echo 1b36 0010 > /sys/bus/pci/drivers/pci-stub/new_id'
      : 'rmmod pci_stub; modprobe nvme',
  );

/** A driver whose device lost bus mastering waits a minute for it when it leaves: that fault has a test of its own. */
const menuOf = (device: DeviceState): readonly Act[] => {
  const driver = device.match ?? 'none';
  const acts = [...actsOn(device, { driver, other: driver === 'e1000e' ? 'nvme' : 'e1000e' }), ...oddActsOn(device)];
  return driver === 'pci-stub' ? acts : acts.filter(({ kind }) => kind !== 'bus_master_cleared');
};

const walk = async (load: Load, id: string): Promise<void> => {
  using loaded = await lab.load(load);
  tally.last = 0;
  const device = loaded.device(id);
  const whole = wholeWalk(loaded.machine, device.path, menuOf(device));
  said.push(
    `${load.role}, ${load.design.id}, ${device.driver}: ${whole.pairs} pairs of ${whole.states} states and their acts`,
  );
  const end = await runActs(loaded.player, loaded.machine, { acts: whole.acts, first: loaded.first, tally });
  expect(end).toHaveProperty('machine');
};

/** Picks of a random sequence: a device, an act of its menu, and whether to go the nearest way when it is refused. */
const pick = fc.record({
  place: fc.constantFrom('drive', 'card', 'disk', 'controller' as const),
  index: fc.nat(10_000),
  follow: fc.boolean(),
});

type Pick = { readonly place: keyof typeof places; readonly index: number; readonly follow: boolean };

/** The acts that picks come to from here on. */
const actsFor = (
  start: MachineState,
  devices: Readonly<Record<keyof typeof places, DeviceState>>,
  picks: readonly Pick[],
): readonly Act[] => {
  const acts: Act[] = [];
  let machine = start;
  const go = (act: Act): void => {
    acts.push(act);
    const result = stepAct(machine, act);
    if (result.kind === 'done') machine = result.state;
  };
  for (const { place, index, follow } of picks) {
    const device = devices[place];
    const menu = menuOf(device);
    const act = menu[index % menu.length];
    if (act === undefined) continue;
    const result = stepAct(machine, act);
    go(act);
    if (result.kind === 'refused' && follow)
      for (const next of result.refusal.errno === 'ENODEV'
        ? [{ kind: 'arrive', device } as const]
        : result.refusal.path)
        go(next);
  }
  return acts;
};

const wander = async (load: Load, settings: { readonly seed: number; readonly runs: number }): Promise<void> => {
  using loaded = await lab.load(load);
  tally.last = 0;
  const devices = {
    drive: loaded.device(places.drive),
    card: loaded.device(places.card),
    disk: loaded.device(places.disk),
    controller: loaded.device(places.controller),
  };
  let machine = loaded.machine;
  const property = fc.asyncProperty(fc.array(pick, { minLength: 60, maxLength: 60 }), async (picks) => {
    const acts = actsFor(machine, devices, picks);
    const end = await runActs(loaded.player, machine, { acts, first: loaded.first, tally });
    expect(end).toHaveProperty('machine');
    if ('machine' in end) machine = end.machine;
  });
  await fc.assert(property, { seed: settings.seed, numRuns: settings.runs, endOnFailure: true });
  // Nothing moved but what was acted on.
  const acted: readonly string[] = Object.values(places);
  const still = Object.values(loaded.machine.devices).filter(({ id }) => !acted.includes(id));
  const answers = await loaded.player.play([
    ...namesToObserve(false),
    ...still.map(({ id }) => observeLine('pci', id)),
  ]);
  for (const [index, run] of runsOf(answers).entries()) {
    const path = still[index]?.path;
    if (path !== undefined) expect(partInFacts(run, machine, { path, first: loaded.first })).toBeNull();
  }
};

describe('the module against the model', () => {
  for (const role of ['guest', 'host'] as const) {
    it(`does every act in every state as the model does, in the ${role} role`, async () => {
      await withStub(true);
      await walk({ role, design: designs.march }, places.drive);
      await withStub(false);
    });

    it(`does the same where no TSM serves the device, with its own driver, in the ${role} role`, () =>
      walk({ role, design: designs.march }, places.controller));

    it(`agrees on random sequences with the drivers' own binding, in the ${role} role`, () =>
      wander({ role, design: designs.march }, { seed: 20_260_313, runs: 12 }));
  }

  it('R23 notices that bus mastering is cleared, with a driver bound and the interface in RUN', async () => {
    using loaded = await lab.load({ role: 'guest', design: designs.march });
    tally.last = 0;
    const { path: device, driver } = loaded.device(places.drive);
    const acts: readonly Act[] = [
      { kind: 'unbind', device, driver: driver ?? '' },
      { kind: 'lock', device, value: 'tsm0' },
      { kind: 'trust', device, value: '4' },
      { kind: 'bus_master_cleared', device },
      { kind: 'bus_master_cleared', device },
      { kind: 'unlock', device, value: 'tsm0' },
      { kind: 'trust', device, value: '1' },
    ];
    const end = await runActs(loaded.player, loaded.machine, { acts, first: loaded.first, tally });
    expect(end).toHaveProperty('machine');
  });

  it('O7 releases at once, and tells, where a bind at level 0 is not refused', async () => {
    using loaded = await lab.load({ role: 'guest', design: designs.march, params: ['veto=0'] });
    const device = loaded.device(places.drive);
    const folder = `/sys/bus/pci/devices/${device.id}`;
    await lab.run(`echo 0 > ${folder}/trust`);
    await loaded.player.play(['n']);
    await lab.run(`echo ${device.id} > /sys/bus/pci/drivers/nvme/bind`);
    const told = `dev-name=${device.id} trust=0 trust-old=0 reason=override tdisp=CONFIG_UNLOCKED`;
    const netlink = async (): Promise<unknown> => heardOf(await loaded.player.play(['n']), device);
    await expect.poll(netlink, { timeout: 30_000 }).toMatchObject({ netlink: [told] });
    expect(await lab.run(`ls ${folder}`)).not.toMatch(/^driver$/m);
  });

  for (const design of [designs.four, designs.acknowledge, designs.strict, designs.lenient])
    it(`agrees on random sequences under “${design.title}”`, () =>
      wander({ role: 'guest', design }, { seed: 20_260_326, runs: 4 }));

  for (const defaultLevel of [0, 2] as const)
    it(`O8 agrees when a device that arrives starts at ${defaultLevel}`, () =>
      wander({ role: 'host', design: { ...designs.march, defaultLevel } }, { seed: 20_260_301, runs: 3 }));

  it('differs only where it is said to, and at least 30 % of the acts succeed', () => {
    const share = tally.done / (tally.done + tally.refused);
    // biome-ignore lint/suspicious/noConsole: the coverage is to be seen in the test's output
    console.info(
      [...said, `${tally.done} acts done, ${tally.refused} refused (${Math.round(share * 100)} % succeed)`].join('\n'),
    );
    expect([...tally.used].sort()).toEqual(differences.map(({ id }) => id).sort());
    expect(share).toBeGreaterThanOrEqual(0.3);
  });

  it('leaves no complaint in the kernel log', async () => {
    expect(complaintsOf(await lab.run('dmesg'))).toEqual([]);
  });
});
