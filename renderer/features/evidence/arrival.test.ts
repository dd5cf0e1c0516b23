import { expect, it } from 'vitest';
import type { CheckView } from '../../../shared/evidence/view/model.js';
import { arrivalIn, totalText } from './arrival.js';

const check = (id: string, verdict: CheckView['verdict']): CheckView => ({
  ...{ id, title: id, about: 'content', verdict, expected: '', found: '', spot: null },
});
const exchange = (...checks: readonly CheckView[]) => ({ checks, moreChecks: 0 });
const sound = exchange(check('signature', 'pass'));

it('R13 arrives at the exchange and the check that failed, and not at the first exchange, where all passed', () => {
  const failing = exchange(check('nonce', 'no-reference'), check('measurement.254.debug', 'fail'));
  const view = { exchanges: [sound, failing], checks: [check('report.form', 'pass')] };
  expect(arrivalIn(view)).toMatchObject({ exchange: 1, key: 'measurement.254.debug 1' });
  expect(totalText(view)).toBe('4 checks in all');
  expect(totalText({ exchanges: [{ ...sound, moreChecks: 1200 }], checks: [] })).toBe('1,201 checks in all');
});

it('R13 arrives at what could not be checked where nothing failed, also of the whole; at no check where all passed', () => {
  const whole = [check('interface.state', 'not-checkable')];
  expect(arrivalIn({ exchanges: [sound, exchange(check('nonce', 'no-reference'))], checks: whole })).toMatchObject({
    exchange: 0,
    check: { id: 'interface.state' },
  });
  expect(arrivalIn({ exchanges: [sound], checks: [] })).toBeNull();
});
