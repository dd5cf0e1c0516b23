/** What the tool answers to, row by row: which tests cover it, or that it is planned. The command line prints it. */
import { coverage } from './coverage.js';
import { planned } from './planned.js';
import { rows } from './rows.js';

export interface RowReport {
  readonly row: string;
  readonly gist: string;
  readonly state: 'covered' | 'planned';
  /** `file: title` of each test; empty when planned. */
  readonly tests: readonly string[];
}

const tests: ReadonlyMap<string, readonly string[]> = new Map(coverage.map((one) => [one.row, one.tests]));

/** Every row in the proposal's order. */
export const requirementsReport = (): readonly RowReport[] =>
  rows.map(({ id, gist }) =>
    planned.includes(id)
      ? { row: id, gist, state: 'planned', tests: [] }
      : { row: id, gist, state: 'covered', tests: tests.get(id) ?? [] },
  );
