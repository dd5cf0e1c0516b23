import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../facts/event.js';
import { type CheckVerdict, checkVerdicts, type Judgement } from '../facts/judgement.js';
import { verdictLook } from './mark.js';

const base = { id: 1, seenAt: 0, happenedAt: null, device: null, cause: null } as const;

const judged = (verdict: CheckVerdict): LabEvent => ({
  ...base,
  kind: 'judged',
  judgement: {
    verdict,
    about: { identity: verdict, binding: null, content: null },
    counts: { pass: 0, fail: 0, 'not-checkable': 0, 'no-reference': 0 },
    rows: [],
    collection: null,
    bound: { nonce: '00', lock: null, generation: null },
    policy: { name: 'own', holds: true, allows: [] },
    stopped: null,
  } satisfies Judgement,
});

describe('the marks of the timeline', () => {
  it('R13 evidence that could not be checked, or has no reference, has not the look of a pass', () => {
    expect(checkVerdicts.map((verdict) => verdictLook(judged(verdict)))).toEqual([...checkVerdicts]);
  });

  it('R13 a verdict that fell is stale, and not a failed one; a person’s own is a pass or a fail', () => {
    expect(verdictLook({ ...base, kind: 'lapsed', verdict: 1, text: 'fell from 4 TCB' })).toBe('stale');
    const own = (verdict: 'accept' | 'reject') =>
      verdictLook({ ...base, kind: 'verdict', verdict, author: 'Ada', reason: 'digests' });
    expect([own('accept'), own('reject')]).toEqual(['pass', 'fail']);
    expect(verdictLook({ ...base, kind: 'console', text: '' })).toBeNull();
  });
});
