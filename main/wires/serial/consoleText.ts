/** Lines of a console as they are told and kept: escaped, of a bounded length, and no more of them in a second than a person can be told. */
import { safeText } from '../../../shared/facts/safeText.js';
import { plainText } from './signs.js';

const longestLine = 400;
const mostInASecond = 200;

/** @returns A function that takes a line and gives what is to be told of it, or null. What is left out is counted in the next. */
export const consoleLines = (now: () => number = () => performance.now()) => {
  let from = now();
  let count = 0;
  let left = 0;
  return (line: string): string | null => {
    const at = now();
    if (at - from >= 1000) [from, count] = [at, 0];
    const text = Buffer.from(plainText(line), 'latin1').toString('utf8').trimEnd();
    if (text === '') return null;
    count += 1;
    if (count > mostInASecond) {
      left += 1;
      return null;
    }
    const missed = left === 0 ? '' : `(${left} lines of the console were left out) `;
    left = 0;
    return missed + safeText(text, longestLine);
  };
};
