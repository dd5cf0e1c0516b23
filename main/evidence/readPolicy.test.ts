import { describe, expect, it } from 'vitest';
import { usualPolicy } from '../../shared/evidence/policy/policy.js';
import { readPolicy } from './readPolicy.js';

describe('a policy from a file', () => {
  it('is the one that was written', () => {
    expect(readPolicy(JSON.stringify(usualPolicy))).toEqual({ ok: true, policy: usualPolicy });
  });

  it('holds the step, wants a pass, and a check that was made, where it says nothing else', () => {
    const require = [{ level: 4, checks: ['nonce'], reason: 'Fresh.' }];
    expect(readPolicy(JSON.stringify({ name: 'lab', rules: [{ devices: ['*'], require }] }))).toEqual({
      ok: true,
      policy: {
        name: 'lab',
        holds: true,
        rules: [{ devices: ['*'], require: [{ ...require[0], accept: ['pass'], present: true }] }],
      },
    });
  });

  it.each([
    ['no JSON', '{', /JSON/],
    ['no rules', { name: 'x', rules: [] }, /^rules: /],
    [
      'a level that needs no evidence',
      { name: 'x', rules: [{ devices: ['*'], require: [{ level: 1, checks: ['a'], reason: 'r' }] }] },
      /^rules\[0\]\.require\[0\]\.level: /,
    ],
    [
      'a fail that would do',
      { name: 'x', rules: [{ devices: ['*'], require: [{ level: 4, checks: ['a'], accept: ['fail'], reason: 'r' }] }] },
      /accept\[0\]: /,
    ],
    ['a word that is none of its', { name: 'x', hold: false, rules: [{ devices: ['*'], require: [] }] }, /hold/],
  ])('is refused for %s, with the place', (_, written, why) => {
    const read = readPolicy(typeof written === 'string' ? written : JSON.stringify(written));
    expect(read.ok).toBe(false);
    expect(read.ok || read.why).toMatch(why);
  });
});
