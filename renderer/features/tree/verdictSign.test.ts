import { expect, it } from 'vitest';
import { checkVerdicts } from '../../../shared/facts/judgement.js';
import { noMark, type Mark } from './mark.js';
import { verdictSign } from './verdictSign.js';

const gathered: Mark = { ...noMark, verdict: { kind: 'gathered', at: 1000 } };
const accepted: Mark = { ...noMark, verdict: { kind: 'accept', at: 2000, author: 'Ada', reason: 'x' } };

it('R13 evidence that failed is told from evidence that passed by shape and words, whatever a person said of it', () => {
  for (const mark of [gathered, accepted]) {
    const signs = checkVerdicts.map((judged) => verdictSign({ ...mark, judged }));
    expect(signs.map((sign) => sign?.icon)).toEqual([...checkVerdicts]);
    expect(new Set(signs.map((sign) => sign?.words)).size).toBe(checkVerdicts.length);
  }
  expect(verdictSign({ ...accepted, judged: 'fail' })).toMatchObject({
    icon: 'fail',
    tone: 'fault',
    over: { icon: 'check' },
  });
  expect(verdictSign({ ...accepted, judged: 'fail' })?.words).toMatch(/^accepted by .*Ada.*; this tool found: fail$/);
  expect(verdictSign({ ...gathered, judged: 'pass' })).not.toHaveProperty('over');
});

it('R13 a person’s word alone is no disc, and what is stale says so before all else', () => {
  expect(verdictSign(gathered)?.icon).toBe('evidence');
  expect(verdictSign(accepted)?.icon).toBe('check');
  expect(verdictSign({ ...accepted, judged: 'pass', stale: true })?.icon).toBe('stale');
  expect(verdictSign(noMark)).toBeNull();
});
