import { describe, expect, it } from 'vitest';
import { checkVerdicts } from '../facts/judgement.js';
import { judgedEvent } from '../../test/fixtures/judged.js';
import { verdictLook } from './mark.js';

const base = { id: 1, seenAt: 0, happenedAt: null, device: null, cause: null } as const;

describe('the marks of the timeline', () => {
  it('R13 evidence that could not be checked, or has no reference, has not the look of a pass', () => {
    expect(checkVerdicts.map((verdict) => verdictLook(judgedEvent(verdict)))).toEqual([...checkVerdicts]);
  });

  it('R13 a verdict that fell is stale, and not a failed one; a person’s own is a pass or a fail', () => {
    expect(verdictLook({ ...base, kind: 'lapsed', verdict: 1, text: 'fell from 4 TCB' })).toBe('stale');
    const own = (verdict: 'accept' | 'reject') =>
      verdictLook({ ...base, kind: 'verdict', verdict, author: 'Ada', reason: 'digests' });
    expect([own('accept'), own('reject')]).toEqual(['pass', 'fail']);
    expect(verdictLook({ ...base, kind: 'console', text: '' })).toBeNull();
  });
});
