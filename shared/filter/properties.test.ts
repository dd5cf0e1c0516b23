/** What holds of every filter line, whoever types it, and of every device, whatever is known of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceAt, inferredFact, measuredFact, unknownFact } from '../../test/fixtures/devices.js';
import type { Device } from '../facts/device.js';
import type { Fact } from '../facts/fact.js';
import { filterOf, parseFilter } from './filter.js';
import { askOf, type FilterContext, problemOf } from './match.js';
import { filterKeys, printTerm, printTerms, type Term, termOf, termsOf } from './term.js';

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(...filterKeys),
  fc.constantFrom(':', '=', '!=', '>', '>=', '<', '<=', '-', '"', ',', ' ', '?', 'unknown', 'none', '2', 'tsm0', 'pci'),
);
const line = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

const values = ['0', '2', '4', '?', 'none', 'nvme', 'usb', 'pci', 'locked', 'run', 'tsm0', 'ide', 'stale', 'inferred'];
const term: fc.Arbitrary<Term> = fc
  .record({
    negated: fc.boolean(),
    key: fc.option(fc.constantFrom(...filterKeys)),
    operator: fc.constantFrom(':', '=', '!=', '>', '<='),
    values: fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  })
  .map((one) => (one.key === null ? { ...one, operator: ':', values: one.values.slice(0, 1) } : one));

const fact = <T>(...some: readonly T[]): fc.Arbitrary<Fact<T>> =>
  fc.oneof(
    fc.constant<Fact<T>>(unknownFact),
    fc.constantFrom(...some).map((value) => measuredFact(value)),
    fc.constantFrom(...some).map((value) => inferredFact(value)),
  );
const device: fc.Arbitrary<Device> = fc
  .record({
    level: fact<0 | 2 | 4>(0, 2, 4),
    driver: fact<string | null>(null, 'nvme', 'usb-storage'),
    locked: fact<string | null>(null, 'tsm0'),
    connected: fact<string | null>(null, 'tsm0'),
    tdisp: fact<'RUN' | 'ERROR' | 'CONFIG_LOCKED'>('RUN', 'ERROR', 'CONFIG_LOCKED'),
    link: fact<'ide' | 'open'>('ide', 'open'),
  })
  .map((facts) => deviceAt('devices/pci0000:00/0000:02:00.0', { facts }));

const context: FilterContext = {
  changed: () => true,
  fallen: () => false,
  pinned: () => true,
  verdict: () => 'stale',
};

describe('every filter', () => {
  it('is read without failing, and asked of every device', () => {
    fc.assert(
      fc.property(line, device, (text, one) => {
        const filter = parseFilter(text);
        expect(typeof filter.keeps(one, context)).toBe('boolean');
        if (filter.empty) expect(filter.keeps(one, context)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('printed reads as the same terms', () => {
    fc.assert(
      fc.property(line, (text) => {
        const terms = termsOf(text);
        expect(termsOf(printTerms(terms))).toEqual(terms);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read from terms as they were', () => {
    fc.assert(
      fc.property(term, (one) => {
        expect(termOf(printTerm(one))).toEqual(one);
      }),
    );
  });

  it('R45 turned round is the complement over what is known, and neither finds what is not', () => {
    fc.assert(
      fc.property(term, device, (one, some) => {
        fc.pre(problemOf(one) === null);
        const turned = { ...one, negated: !one.negated };
        const known = askOf(one)(some, context) !== 'unknown';
        const found = [one, turned].filter((each) => filterOf([each]).keeps(some, context)).length;
        expect(found).toBe(known ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('R45 finds by key:? what it does not find by a value and its opposite', () => {
    fc.assert(
      fc.property(fc.constantFrom('driver', 'link', 'level'), device, (key, some) => {
        const finds = (text: string): boolean => parseFilter(text).keeps(some, context);
        const value = key === 'level' ? '2' : 'nvme';
        expect(finds(`${key}:?`)).toBe(!finds(`${key}:${value}`) && !finds(`${key}!=${value}`));
      }),
    );
  });
});
