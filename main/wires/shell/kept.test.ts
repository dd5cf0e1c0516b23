/** What a reader says of the kernel's dump: taken as it is told, and refused where it does not fit together. */
import { describe, expect, it } from 'vitest';
import { keptOf } from './kept.js';

const nonce = '5a'.repeat(32);

describe('a dump', () => {
  it('R29 is its objects, with generation and nonce', () => {
    const lines = ['X 0 0a0b', 'xz8.ff', 'X 10 01', 'V 30 7', `V 31 ${nonce}`, 'V 32 0'];
    expect(keptOf(lines)).toEqual({
      kind: 'kept',
      evidence: {
        generation: 7,
        nonce: new Uint8Array(32).fill(0x5a),
        objects: [
          { type: 0, bytes: Uint8Array.of(10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 255) },
          { type: 10, bytes: Uint8Array.of(1) },
        ],
      },
    });
  });

  it('R29 that ended with an error is no evidence, whatever came before', () => {
    expect(keptOf(['X 0 0a0b', 'V 30 7', `V 31 ${nonce}`, 'V 32 11'])).toEqual({ kind: 'refused', error: 11 });
  });

  it.each([
    ['nothing', []],
    ['no end', ['X 0 0a', 'V 30 7', `V 31 ${nonce}`]],
    ['an end that is no number', ['X 0 0a', 'V 30 7', `V 31 ${nonce}`, 'V 32 fine']],
    ['no generation', ['X 0 0a', `V 31 ${nonce}`, 'V 32 0']],
    ['a generation that is no number', ['X 0 0a', 'V 30 -7', `V 31 ${nonce}`, 'V 32 0']],
    ['a nonce that is no hex', ['X 0 0a', 'V 30 7', 'V 31 zz', 'V 32 0']],
    ['a nonce without end', ['X 0 0a', 'V 30 7', `V 31 ${'00'.repeat(300)}`, 'V 32 0']],
  ])('with %s is a broken answer', (_, lines) => {
    expect(keptOf(lines)).toEqual({ kind: 'refused', error: 71 });
  });

  it('holds no object of a type that is none', () => {
    const kept = keptOf(['X -1 0a', 'X 11 0a', 'X 1.5 0a', 'X x 0a', 'X 2 0a', 'V 30 7', `V 31 ${nonce}`, 'V 32 0']);
    expect(kept.kind === 'kept' && kept.evidence.objects.map(({ type }) => type)).toEqual([2]);
  });
});
