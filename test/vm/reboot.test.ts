/** A real machine that is started anew in the middle of a write, and one whose plug is pulled: by SSH and by the console at once. */
import { setTimeout as rest } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LabEvent } from '../../shared/facts/event.js';
import { type LabFixture, labFixture } from '../fixtures/labFixture.js';
import { bootVm, type Vm } from './boot.js';
import { staysQuiet } from './quiet.js';

const wires = ['ssh', 'console'] as const;
type Wire = (typeof wires)[number];

let vm: Vm;
let lab: LabFixture;
const sessions = new Map<Wire, string>();
beforeAll(async () => {
  vm = await bootVm({ flavour: 'proposal', role: 'host', userland: 'perl' });
  lab = await labFixture();
  for (const wire of wires) {
    const session = await lab.open(vm.uris[wire]);
    await lab.call('session.arm', { session, armed: true });
    sessions.set(wire, session);
  }
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await vm.dispose();
});

const sessionOf = (wire: Wire): string => {
  const session = sessions.get(wire);
  if (session === undefined) throw new Error(`no session by ${wire}`);
  return session;
};
/** Each drive is one wire's. */
const drives = { ssh: 'bus/pci/devices/0000:02:00.0', console: 'bus/pci/devices/0000:06:00.0' } as const;
const eventsOf = <K extends LabEvent['kind']>(wire: Wire, kind: K) =>
  lab.events(sessionOf(wire)).filter((event): event is LabEvent & { readonly kind: K } => event.kind === kind);
let made = 0;
const ask = (wire: Wire, path: string, value: string) =>
  lab.attempt({ session: sessionOf(wire), path, value, predicted: null, ownBranch: false, op: `write${made++}` });
const levelOf = (wire: Wire) => lab.device(sessionOf(wire), drives[wire].slice(-12)).facts.level;

/** In a hook, where `expect.poll` may not stand. */
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 180_000, interval: 100 });

describe('a VM that is started anew', () => {
  const pending = new Map<Wire, Promise<unknown>>();

  beforeAll(async () => {
    // A call of the TSM takes half a minute from now on: the writes are in the kernel when the machine goes.
    expect(await ask('ssh', 'kernel/debug/lockstep_trust/latency', '30000')).toMatchObject({ ok: true });
    for (const wire of wires) {
      expect(await ask(wire, `${drives[wire]}/trust`, '2')).toMatchObject({ result: { outcome: { kind: 'done' } } });
      pending.set(wire, ask(wire, `${drives[wire]}/tsm/connect`, 'tsm0'));
    }
    for (const wire of wires) await until(() => expect(eventsOf(wire, 'write').at(-1)?.value).toBe('tsm0'));
    await rest(1500);
    await vm.reset();
    for (const wire of wires) await until(() => expect(eventsOf(wire, 'back')).toHaveLength(1));
  });

  it.each(wires)(
    'by %s: the write that was under way is told as lost or without an answer, not as done, and is not made again',
    async (wire) => {
      // Which of the two is seen first rests on how long a silent line takes to be noticed; neither says that it was done.
      const kind = expect.stringMatching(/^(lost|timeout)$/);
      expect(await pending.get(wire)).toMatchObject({ ok: true, result: { outcome: { kind } } });
      expect(eventsOf(wire, 'write').filter(({ path }) => path.endsWith('tsm/connect'))).toHaveLength(1);
      expect(await vm.text(`cat /sys/${drives[wire]}/tsm/connect`)).toBe('\n');
    },
  );

  it.each(wires)(
    'by %s: the session says that it was lost, that it is another run, and reads it anew',
    async (wire) => {
      expect(eventsOf(wire, 'lost')).toHaveLength(1);
      expect(eventsOf(wire, 'back')[0]?.text).toMatch(/was not seen\. It was started anew meanwhile\./);
      await expect.poll(() => levelOf(wire)).toMatchObject({ kind: 'measured', value: 1 });
      // What was recorded before stands.
      expect(eventsOf(wire, 'write').map(({ value }) => value)).toContain('2');
    },
  );

  it.each(wires)('by %s: writes are held back until the person arms them again', async (wire) => {
    expect(await ask(wire, `${drives[wire]}/trust`, '2')).toMatchObject({ fault: { kind: 'disarmed' } });
    await lab.call('session.arm', { session: sessionOf(wire), armed: true });
    expect(await ask(wire, `${drives[wire]}/trust`, '2')).toMatchObject({ result: { outcome: { kind: 'done' } } });
  });

  staysQuiet(() => vm);
});

describe('a VM whose plug is pulled', () => {
  beforeAll(() => vm.kill());

  it.each(wires)('by %s: the session is lost and stays readable; nothing can be written', async (wire) => {
    await expect.poll(() => lab.seen(sessionOf(wire)).status.state, { timeout: 90_000 }).toBe('lost');
    expect(levelOf(wire)).toMatchObject({ value: 2 });
    expect(await ask(wire, `${drives[wire]}/trust`, '1')).toMatchObject({ fault: { kind: 'target-lost' } });
    expect(eventsOf(wire, 'lost')).toHaveLength(2);
  });
});
