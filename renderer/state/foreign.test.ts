import { expect, it } from 'vitest';
import { isolated } from './foreign.js';

it('R13 a reason cannot turn our own words round, nor break the line', () => {
  expect(isolated('fine \u202edekcehc\u202c\n\u2069x')).toBe('\u2068fine \ufffddekcehc\ufffd\ufffd\ufffdx\u2069');
  expect(isolated('סביר')).toBe('\u2068סביר\u2069');
});
