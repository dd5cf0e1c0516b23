/** Every scenario in a real kernel, through the command line: by SSH, and by the console, of the VM in its role. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Played } from '../../main/cli/playScenario.js';
import { scenarios } from '../../shared/scenarios/index.js';
import { runLockstep } from '../fixtures/runLockstep.js';
import { bootVms, type Vm } from './boot.js';
import { staysQuiet } from './quiet.js';

const roles = ['guest', 'host'] as const;
const wires = ['ssh', 'console'] as const;
type Role = (typeof roles)[number];

/** What reads there: one that hears the kernel itself. */
const userlands = { guest: 'perl', host: 'python' } as const;
type Wire = (typeof wires)[number];

/** Scenarios that no VM can play, each with what it lacks. */
const signed = 'what a VM’s drives sign cannot be made wrong, and the lock there is not the device’s own';
const beyond: Readonly<Record<string, string>> = {
  'evidence-pass': signed,
  'evidence-fails': signed,
  'evidence-unknown': signed,
  'evidence-changes': signed,
  thunderbolt: 'QEMU has no Thunderbolt, nor has any other emulator',
  'thunderbolt-key': 'QEMU has no Thunderbolt, nor has any other emulator',
  'spdm-ceiling': 'QEMU’s drives have a mailbox for SPDM only when a responder stands behind it',
  'managed-link': 'QEMU has no device that speaks for the functions behind it: each speaks for itself',
};

interface Visited {
  readonly code: number;
  readonly err: string;
  readonly runs: readonly Played[];
}

let vms: readonly Vm[] = [];
let data = '';
const before = process.env.LOCKSTEP_DATA;
const visited = new Map<string, Visited>();

/** Plays every scenario that fits, in one visit. */
const playAll = async (uri: string): Promise<Visited> => {
  const { code, out, err } = await runLockstep(['run', '--all', '--arm', '--json', '--target', uri]);
  if (out === '') return { code, err, runs: [] };
  const { runs } = JSON.parse(out) as { readonly runs: readonly Played[] };
  return { code, err, runs };
};

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'scenarios-'));
  process.env.LOCKSTEP_DATA = data;
  vms = await bootVms(roles.map((role) => ({ flavour: 'proposal', role, userland: userlands[role] })));
  // Side by side, a machine each; on one machine one after the other.
  await Promise.all(
    vms.map(async ({ machine: { role }, uris }) => {
      for (const wire of wires) visited.set(`${role} ${wire}`, await playAll(uris[wire]));
    }),
  );
});
afterAll(async () => {
  await Promise.all(vms.map((vm) => vm.dispose()));
  if (before === undefined) delete process.env.LOCKSTEP_DATA;
  else process.env.LOCKSTEP_DATA = before;
  rmSync(data, { recursive: true });
});

const visitOf = (role: Role, wire: Wire): Visited => {
  const visit = visited.get(`${role} ${wire}`);
  if (visit === undefined) throw new Error(`nobody visited the ${role} by ${wire}`);
  return visit;
};

/** What did not hold, as lines: the step, its outcome, and what was expected and found. */
const failuresOf = ({ steps }: Played): readonly string[] =>
  steps
    .filter(({ ok }) => !ok)
    .flatMap(({ say, checks }) =>
      checks.filter(({ ok }) => !ok).map(({ what, expected, found }) => `${say}: ${what}: ${found}, not ${expected}`),
    );

describe.each(roles)('scenarios in the %s role', (role) => {
  const mine = scenarios.filter((scenario) => (scenario.role ?? role) === role && beyond[scenario.name] === undefined);

  describe.each(wires)('by %s', (wire) => {
    it('are those that its kernel and its devices allow, and each visit ends well', () => {
      const { code, err, runs } = visitOf(role, wire);
      expect(err).toBe('');
      expect(runs.filter(({ why }) => why === null).map(({ scenario }) => scenario)).toEqual(
        mine.map(({ name }) => name),
      );
      expect(code).toBe(0);
    });

    it.each(mine)('$rows.0 $name holds', ({ name }) => {
      const run = visitOf(role, wire).runs.find(({ scenario }) => scenario === name);
      expect(run && failuresOf(run)).toEqual([]);
      expect(run?.ok).toBe(true);
    });
  });

  staysQuiet(() => {
    const vm = vms.find(({ machine }) => machine.role === role);
    if (vm === undefined) throw new Error(`no VM in the ${role} role`);
    return vm;
  });
});
