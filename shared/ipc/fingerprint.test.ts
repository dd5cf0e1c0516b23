import { describe, expect, it } from 'vitest';
import { compared } from './fingerprint.js';

const shown = 'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDwAbPjbTpTuMIsRDE';

describe('compared', () => {
  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['MIsRDE', 'short'],
    ['TuMIsRDE', 'same'],
    [shown, 'same'],
    [` ${shown.slice(7)} `, 'same'],
    ['tuMIsRDE', 'other'],
    ['uNiVztks', 'other'],
    [`${shown}x`, 'other'],
  ] as const)('%j is %s', (typed, how) => expect(compared(typed, shown)).toBe(how));
});
