import { describe, expect, it } from 'vitest';
import { diskFault } from './diskFault.js';

const error = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe('diskFault', () => {
  it.each([
    [error('SQLITE_FULL', 'database or disk is full'), 'the disk is full'],
    [error('SQLITE_READONLY', 'attempt to write a readonly database'), 'read-only'],
    [error('EROFS', "EROFS: read-only file system, mkdir '/x'"), 'read-only'],
    [error('EACCES', "EACCES: permission denied, mkdir '/x'"), 'may not write there'],
    [
      error('', 'ConnectionFailed("Unable to open connection to local database /x/journal.db: 14")'),
      'cannot be opened',
    ],
    [error('', 'something new'), 'something new'],
  ])('puts %s into words', (given, words) => {
    const fault = diskFault('/x/journal.db', given);
    expect(fault.kind).toBe('disk');
    expect(fault.text).toContain('/x/journal.db');
    expect(fault.text).toContain(words);
  });
});
