/** Complaints of real programs become error numbers, whatever C library they were built with. */
import { describe, expect, it } from 'vitest';
import { errnoNumbers } from '../model/errno.js';
import { errnoOfText, errnoText } from './errnoText.js';

describe('errnoOfText', () => {
  it('knows every error by the words this tool prints for it', () => {
    for (const [name, words] of Object.entries(errnoText)) {
      expect(errnoOfText(`dd: error writing 'x': ${words.charAt(0).toUpperCase()}${words.slice(1)}\n`)).toBe(name);
      expect(Object.hasOwn(errnoNumbers, name)).toBe(true);
    }
  });

  it.each([
    ["dd: writing '/sys/x': Resource busy", 'EBUSY'],
    ['cat: write error: I/O error', 'EIO'],
    ['sh: x: Not a directory', 'ENOTDIR'],
    ["dd: can't open 'Permission denied/x': Is a directory", 'EISDIR'],
    ['something nobody has words for', 'EIO'],
  ])('reads %j as %s', (complaint, errno) => {
    expect(errnoOfText(complaint)).toBe(errno);
  });
});
