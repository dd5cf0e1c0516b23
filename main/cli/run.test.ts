/** Every scenario on the simulated machines it fits, through the command line; and what the command line says when one fails. */
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../shared/scenarios/index.js';
import type { Scenario } from '../../shared/scenarios/scenario.js';
import { runLockstep } from '../../test/fixtures/runLockstep.js';
import { openWire } from '../wires/open.js';
import type { Wire } from '../wires/wire.js';

const lockstep = (args: readonly string[], wire?: Wire) => runLockstep(args, { wire });

const targetsOf = ({ role, wanted }: Scenario): readonly string[] => {
  if (wanted.domain !== undefined) return wanted.domain.deauthorization ? ['sim:'] : ['sim:laptop'];
  return role === 'guest' ? ['sim:guest'] : role === 'host' ? ['sim:'] : ['sim:', 'sim:guest'];
};
const runs = scenarios.flatMap((scenario) => targetsOf(scenario).map((target) => [scenario.name, target] as const));

describe('lockstep run', () => {
  it.each(runs)(
    '%s holds on %s',
    async (name, target) => {
      const { code, out, err } = await lockstep(['run', name, '--target', target]);
      expect(err).toBe('');
      expect(out).toContain('every check held');
      expect(code).toBe(0);
    },
    20_000,
  );

  it('covers every refusal and fault: their names are listed, with the rows they come from', async () => {
    const { out } = await lockstep(['run', '--list', '--json']);
    const listed = JSON.parse(out) as { name: string; rows: string[]; why: string | null }[];
    expect(listed.map(({ name }) => name)).toEqual(scenarios.map(({ name }) => name));
    for (const { rows } of listed) expect(rows.length).toBeGreaterThan(0);
    expect(new Set(listed.map(({ name }) => name)).size).toBe(listed.length);
  });

  it('says which scenarios fit a target', async () => {
    const { out, code } = await lockstep(['run', '--list', '--target', 'sim:guest']);
    expect(code).toBe(0);
    expect(out).toMatch(/bare-metal +host +not here: It needs a kernel in host role/);
    expect(out).toMatch(/confidential-vm +guest +Guest:/);
  });

  it('answers 1 for a scenario that does not fit, and says why', async () => {
    const { code, out, err } = await lockstep(['run', 'bare-metal', '--target', 'sim:guest', '--json']);
    expect(code).toBe(1);
    expect(err).toContain('It needs a kernel in host role; this one is in guest.');
    expect(JSON.parse(out)).toMatchObject({ ok: false, device: null, steps: [] });
  });

  it.each(['sim:', 'sim:guest', 'sim:laptop'])(
    'plays every scenario that fits %s in one visit, and says why the others do not',
    async (target) => {
      const { code, out, err } = await lockstep(['run', '--all', '--target', target, '--json']);
      expect(err).toBe('');
      const { ok, runs } = JSON.parse(out) as {
        ok: boolean;
        runs: { scenario: string; ok: boolean; why: string | null }[];
      };
      expect(runs.map(({ scenario }) => scenario)).toEqual(scenarios.map(({ name }) => name));
      expect(runs.filter((each) => each.ok === (each.why !== null))).toEqual([]);
      expect({ ok, code }).toEqual({ ok: true, code: 0 });
    },
    60_000,
  );

  it('answers 2 for a scenario there is not, and for a target there is not', async () => {
    expect(await lockstep(['run', 'moon', '--target', 'sim:'])).toMatchObject({ code: 2 });
    expect(await lockstep(['run', '--target', 'sim:'])).toMatchObject({ code: 2 });
    expect(await lockstep(['run', 'bare-metal'])).toMatchObject({ code: 2 });
  });

  it('answers 1 on a real machine that is not armed, and writes nothing; with --arm it runs', async () => {
    const real = async () => ({ ...(await openWire('sim:guest')), harmless: false });
    const held = await lockstep(['run', 'not-locked', '--target', 'ssh://box'], await real());
    expect(held.code).toBe(1);
    expect(held.err).toContain('--arm');
    const armed = await lockstep(['run', 'not-locked', '--target', 'ssh://box', '--arm'], await real());
    expect(armed).toMatchObject({ code: 0, err: '' });
  });

  it('answers 1 when a check does not hold: names the step, and shows expected beside found', async () => {
    const wire = await openWire('sim:guest');
    // A kernel that is wrong on purpose: it takes every level at once.
    const wrong: Wire = {
      ...wire,
      write: (...asked) =>
        asked[0].endsWith('/trust') && asked[1] === '4'
          ? Promise.resolve({ kind: 'done', ms: 1 })
          : wire.write(...asked),
    };
    const { code, out, err } = await lockstep(['run', 'not-locked', '--target', 'sim:guest'], wrong);
    expect(code).toBe(1);
    expect(out).toMatch(/ 1 FAILED {2}ask for level 4: done/);
    expect(out).toMatch(/! the write +expected EPERM +found done/);
    expect(err).toContain('not-locked failed at step 1: ask for level 4.');
  });
});
