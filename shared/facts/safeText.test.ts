/** Hostile text from a target stays text. */
import { describe, expect, it } from 'vitest';
import { safeText } from './safeText.js';

describe('safeText', () => {
  it('leaves plain text alone', () => expect(safeText('Ultra Fit, 64 GB (é)')).toBe('Ultra Fit, 64 GB (é)'));
  it('spells out escapes, newlines and null', () => expect(safeText('a\u001b[2Jb\nc\0')).toBe('a\\x1b[2Jb\\x0ac\\x00'));
  it('spells out bidirectional overrides and zero-width characters', () =>
    expect(safeText('gnp\u202egpj\u200b')).toBe('gnp\\u{202e}gpj\\u{200b}'));
  it('spells out half a surrogate pair', () => expect(safeText('x\ud800y')).toBe('x\\u{d800}y'));
  it('limits the length and says so', () => {
    const cut = safeText('y'.repeat(1_000_000), 10);
    expect(cut).toBe('yyyyyyyyy…');
    expect([...cut]).toHaveLength(10);
  });
});
