/** Two windows change settings: neither takes back what the other did. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Kept, settingsFrom } from './kept.js';
import { merged } from './merge.js';

const kept = (over: Partial<Kept> = {}): Kept => ({ ...settingsFrom({}), ...over });

it('what each window changed stands, entry by entry', () => {
  const base = kept({ theme: 'light', pins: { a: ['1'] }, keys: { x: 'F', y: 'G' }, folded: ['tree'] });
  const mine = { ...base, theme: 'dark', pins: { a: ['1'], b: ['2'] }, keys: { y: 'G' } } as const;
  const theirs = { ...base, density: 'compact', pins: { a: ['1', '3'] }, folded: [], hintsDone: ['first'] } as const;
  expect(merged(base, mine, theirs)).toEqual(
    kept({
      theme: 'dark',
      density: 'compact',
      pins: { a: ['1', '3'], b: ['2'] },
      keys: { y: 'G' },
      hintsDone: ['first'],
    }),
  );
});

it('where both changed one thing, the later stands', () => {
  expect(merged(kept(), kept({ theme: 'dark' }), kept({ theme: 'light' })).theme).toBe('dark');
});

const some = fc.record({
  theme: fc.constantFrom('system', 'light', 'dark'),
  density: fc.constantFrom('comfortable', 'compact'),
  textSize: fc.constant('normal'),
  shares: fc.dictionary(fc.constantFrom('top', 'bottom'), fc.constant({ tree: 40 })),
  folded: fc.uniqueArray(fc.constantFrom('tree', 'console', 'timeline')),
  hintsDone: fc.uniqueArray(fc.constantFrom('first', 'second')),
  pins: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.array(fc.constantFrom('1', '2'), { minLength: 1 })),
  keys: fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom('F', 'G')),
}) as fc.Arbitrary<Kept>;

it('a window that changed nothing has what is kept, and one alone has what it changed', () => {
  fc.assert(
    fc.property(some, some, (base, other) => {
      expect(merged(base, base, other)).toEqual(other);
      const alone = merged(base, other, base);
      expect(new Set(alone.folded)).toEqual(new Set(other.folded));
      expect({ ...alone, folded: [], hintsDone: [] }).toEqual({ ...other, folded: [], hintsDone: [] });
    }),
  );
});
