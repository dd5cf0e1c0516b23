import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../verify/verdict.js';
import { decide, decideAll, explain, type Said } from './decide.js';
import { names } from './glob.js';
import {
  type Policy,
  type PolicyLevel,
  policyLevels,
  type PolicyRule,
  type Requirement,
  usualPolicy,
} from './policy.js';

const verdicts: readonly Verdict[] = ['pass', 'no-reference', 'not-checkable', 'fail'];
const ids = [
  'signature',
  'nonce',
  'chain.anchor',
  'chain.0.signature',
  'report.range.0.fits',
  'measurement.1.reference',
];

const said = fc.array(fc.record({ id: fc.constantFrom(...ids), verdict: fc.constantFrom(...verdicts) }), {
  maxLength: 12,
});
const requirement: fc.Arbitrary<Requirement> = fc.record({
  level: fc.constantFrom(...policyLevels),
  checks: fc.array(fc.constantFrom('*', 'chain.*', '*.signature', ...ids), { minLength: 1, maxLength: 3 }),
  accept: fc.uniqueArray(fc.constantFrom(...verdicts.slice(0, 3)), { minLength: 1 }),
  present: fc.boolean(),
  reason: fc.constant('Because.'),
});
const policy: fc.Arbitrary<Policy> = fc.record({
  name: fc.constant('lab'),
  holds: fc.boolean(),
  rules: fc.array(
    fc.record({
      devices: fc.array(fc.constantFrom('*', '144d:*', '144d:a826', '10de:*'), { minLength: 1, maxLength: 2 }),
      require: fc.array(requirement, { maxLength: 4 }),
    }),
    { maxLength: 3 },
  ),
});
const device = { ids: '144d:a826' };

const good: readonly Said[] = ['signature', 'chain.anchor', 'nonce', 'measurement.1.reference'].map((id) => ({
  id,
  verdict: 'pass',
}));

describe('a policy', () => {
  it('allows no higher level than a lower one it refuses', () => {
    fc.assert(
      fc.property(policy, said, (rules, checks) => {
        const allowed = decideAll(rules, { ...device, checks }).map((decision) => decision.allowed);
        expect(allowed).toEqual([...allowed].sort((one, other) => Number(other) - Number(one)));
      }),
    );
  });

  it('allows no more once a check fails', () => {
    fc.assert(
      fc.property(policy, said, fc.nat(), (rules, checks, at) => {
        const worse = checks.map((one, n) => (n === at % checks.length ? { ...one, verdict: 'fail' as const } : one));
        for (const level of policyLevels)
          if (decide(rules, { ...device, checks: worse }, level).allowed)
            expect(decide(rules, { ...device, checks }, level).allowed).toBe(true);
      }),
    );
  });

  it('allows no more for a further requirement', () => {
    fc.assert(
      fc.property(policy, said, requirement, (rules, checks, further) => {
        const asking = (rule: PolicyRule): PolicyRule => ({ ...rule, require: [...rule.require, further] });
        for (const level of policyLevels)
          if (decide({ ...rules, rules: rules.rules.map(asking) }, { ...device, checks }, level).allowed)
            expect(decide(rules, { ...device, checks }, level).allowed).toBe(true);
      }),
    );
  });

  it('says why exactly when it says no, with the requirement and the checks it rests on', () => {
    fc.assert(
      fc.property(policy, said, fc.constantFrom(...policyLevels), (rules, checks, level) => {
        const decision = decide(rules, { ...device, checks }, level);
        const why = explain(rules, decision, device.ids);
        expect(why === null).toBe(decision.allowed);
        expect(decision.allowed).toBe(decision.rule !== null && decision.unmet.length === 0);
        for (const { requirement: asked, checks: found } of decision.unmet) {
          expect(asked.level).toBeLessThanOrEqual(level);
          for (const { verdict } of found) expect(asked.accept).not.toContain(verdict);
        }
      }),
    );
  });

  it('is decided by the first rule that names the device, and refuses one that none names', () => {
    const lab: Policy = {
      name: 'lab',
      holds: true,
      rules: [
        { devices: ['144D:*'], require: [] },
        ...usualPolicy.rules.map((rule) => ({ ...rule, devices: ['8086:*'] })),
      ],
    };
    expect(decide(lab, { ids: '144d:a826', checks: [] }, 4)).toMatchObject({ allowed: true, rule: 0 });
    expect(decide(lab, { ids: '8086:0b00', checks: [] }, 4)).toMatchObject({ allowed: false, rule: 1 });
    const none = decide(lab, { ids: '10de:2330', checks: good }, 3);
    expect(explain(lab, none, '10de:2330')).toBe('No rule of “lab” names 10de:2330.');
  });

  it('of our own asks a signature and a trusted chain for the link, and all that was made for the TCB', () => {
    const allowed = (checks: readonly Said[]): readonly PolicyLevel[] =>
      decideAll(usualPolicy, { ...device, checks }).flatMap(({ allowed: yes, level }) => (yes ? [level] : []));
    const but = (id: string, verdict: Verdict): readonly Said[] => [
      ...good.filter((one) => one.id !== id),
      { id, verdict },
    ];
    expect(allowed(good)).toEqual([2, 3, 4]);
    expect(allowed(but('measurement.1.reference', 'no-reference'))).toEqual([2, 3, 4]);
    expect(allowed(but('measurement.1.reference', 'fail'))).toEqual([2, 3]);
    expect(allowed(but('report.range.0.fits', 'not-checkable'))).toEqual([2, 3]);
    expect(allowed(good.filter(({ id }) => id !== 'nonce'))).toEqual([2, 3]);
    expect(allowed(but('chain.anchor', 'no-reference'))).toEqual([2]);
    expect(allowed([])).toEqual([2]);
    expect(explain(usualPolicy, decide(usualPolicy, { ...device, checks: [] }, 3), '144d:a826')).toContain(
      'signature was not checked. A link is trusted for who is at its other end',
    );
  });
});

describe('a pattern', () => {
  it.each([
    ['*', '', true],
    ['*', 'chain.0.signature', true],
    ['chain.*', 'chain.anchor', true],
    ['chain.*', 'chain', false],
    ['*.signature', 'chain.0.signature', true],
    ['chain.*.signature', 'chain.signature', false],
    ['a*a', 'a', false],
    ['signature', 'signature ', false],
    ['.*', 'x', false],
  ])('%s names %s: %s', (pattern, text, truth) => expect(names(pattern, text)).toBe(truth));

  it('names what it was made from', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().filter((part) => !part.includes('*')),
          { minLength: 1 },
        ),
        fc.string(),
        (parts, run) => {
          expect(names(parts.join('*'), parts.join(run))).toBe(true);
        },
      ),
    );
  });
});
