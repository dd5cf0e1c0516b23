/** Each row holds on the true rules, and its planted mutation is noticed by that row's check. */
import { describe, expect, it } from 'vitest';
import { marchRules } from '../rules/march.js';
import { step, stepWith } from '../step.js';
import { rowChecks } from './index.js';
import { mutations } from './mutations.js';
import { RowBroken } from './sample.js';

describe('rows of the proposal', () => {
  for (const { row, title, check } of rowChecks) {
    it(`${row} ${title}`, () => check(step));
  }
});

describe('planted mutations', () => {
  for (const { row, describe: what, mutate } of mutations) {
    it(`${row} goes red when ${what}`, () => {
      const mutant = stepWith(mutate(marchRules));
      for (const { check } of rowChecks.filter((each) => each.row === row))
        expect(() => check(mutant)).toThrow(RowBroken);
    });
  }

  it('there is one for every row that is checked, and none beside', () => {
    const rows = (all: readonly { row: string }[]) => all.map(({ row }) => row).sort();
    expect(rows(mutations)).toEqual(rows(rowChecks));
    expect(new Set(rows(rowChecks)).size).toBe(rowChecks.length);
  });
});
