import { expect, it } from 'vitest';
import { checkVerdicts } from '../../../shared/facts/judgement.js';
import { firstSaid, missingIn } from './ownVerdict.js';

it('R13 nothing is chosen for the person but what this tool found sound', () => {
  expect(checkVerdicts.filter((verdict) => firstSaid({ verdict }) !== null)).toEqual(['pass']);
  expect(firstSaid({ verdict: 'pass' })).toBe('accept');
  expect(firstSaid(null)).toBeNull();
});

it('R13 a verdict needs a choice before all else, then a name and a reason', () => {
  const said = 'reject';
  const missing = [
    missingIn({ said: null, author: 'Ada', reason: 'digests match' }),
    missingIn({ said, author: ' ', reason: 'digests match' }),
    missingIn({ said, author: 'Ada', reason: '' }),
    missingIn({ said, author: 'Ada', reason: 'digests match' }),
  ];
  expect(missing).toEqual(['accept or reject is to be chosen', 'a name is missing', 'a reason is missing', null]);
});
