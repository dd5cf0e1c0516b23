/** Runs quoted text through a real shell: what comes out has to be what went in. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellQuote } from './quote.js';

/** All words in one shell: starting one for each would take minutes. Records end in an unlikely mark, because NUL cannot be in a script. */
const throughShell = (words: readonly string[]): readonly string[] => {
  const mark = '\u0001end\u0001';
  const script = `printf '%s${mark}' ${words.map(shellQuote).join(' ')}`;
  const out = execFileSync('/bin/sh', ['-s'], { input: script, encoding: 'utf8', env: { LC_ALL: 'C.UTF-8' } });
  return out.split(mark).slice(0, -1);
};

const awkward = fc.constantFrom(
  "'",
  '"',
  '\\',
  '$',
  '`',
  '!',
  '*',
  '?',
  '~',
  '#',
  ' ',
  '\n',
  '\t',
  ';',
  '&',
  '|',
  '<',
  '>',
  '(',
  ')',
  '{',
  '}',
  '[',
  '=',
  '-',
  '%s',
  '%',
  '\r',
  '\u001b',
  'é',
  '😀',
  "'\\''",
  '$(id)',
  '$HOME',
  '-n',
  '--',
  'a',
);
const texts = fc
  .array(fc.oneof(awkward, fc.string({ unit: 'grapheme' })), { maxLength: 12 })
  .map((parts) => parts.join('').replaceAll('\0', '').replaceAll('\u0001', ''));

describe('shellQuote', () => {
  it('gives back what went in, whatever it was, through a real sh', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 60 }), (words) => {
        expect(throughShell(words)).toEqual(words);
      }),
      { numRuns: 25 },
    );
  });

  it('always gives one word without an unquoted space, line end or expansion', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const outside = shellQuote(text).replace(/'[^']*'|\\'/g, '');
        expect(outside).not.toMatch(/[^A-Za-z0-9_./:,@%+-]/);
      }),
    );
  });

  it('leaves addresses, names and paths as a person would type them', () => {
    for (const text of ['0000:02:00.0', 'tsm0', '4', '/sys/bus/pci/devices/0000:02:00.0/tsm/lock'])
      expect(shellQuote(text)).toBe(text);
  });

  it('an empty value is a word too', () => {
    expect(shellQuote('')).toBe("''");
  });
});
