import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceAt, measuredFact, unknownFact } from '../../test/fixtures/devices.js';
import { asksWord, chosenIn, clearFacet, countFacet, type Facet, facets, toggleValue, toggleWord } from './facets.js';
import { parseFilter } from './filter.js';
import type { FilterContext } from './match.js';
import { pieces } from './term.js';

const devices = [
  deviceAt('devices/pci0000:00/0000:01:00.0', { facts: { level: measuredFact(2) } }),
  deviceAt('devices/pci0000:00/0000:02:00.0', { facts: { tdisp: measuredFact('RUN'), link: measuredFact('ide') } }),
  deviceAt('devices/pci0000:00/usb1/1-2', { facts: { level: unknownFact, tdisp: unknownFact, link: unknownFact } }),
];
const context: FilterContext = {
  changed: () => false,
  fallen: () => false,
  pinned: () => false,
  verdict: () => 'gathered',
};
const count = (facet: Facet, line: string): Record<string, number> =>
  Object.fromEntries(countFacet(facet, { line, devices, context }));

describe('facets', () => {
  it('write into the line and leave what was typed', () => {
    expect(toggleValue('', 'level', '2')).toBe('level:2');
    expect(toggleValue('H100 level:2', 'level', '?')).toBe('H100 level:2,?');
    expect(toggleValue('level:2,? "USB st"', 'level', '2')).toBe('level:? "USB st"');
    expect(toggleValue('level:2 x', 'level', '2')).toBe('x');
    expect(toggleValue('level>1', 'level', '3')).toBe('level>1 level:3');
    expect(toggleValue('verdict:accept', 'verdict', 'accepted')).toBe('');
    expect(clearFacet('bus:pci x bus=usb -bus:usb', 'bus')).toBe('x -bus:usb');
    expect(toggleWord('bus:pci', 'changed')).toBe('bus:pci changed');
    expect(toggleWord('changed bus:pci', 'changed')).toBe('bus:pci');
    expect(asksWord('-changed', 'changed')).toBe(false);
  });

  it('read what was typed', () => {
    expect(chosenIn('level:1,? bus=usb level>1 -level:3', 'level')).toEqual(['1', '?']);
    expect(chosenIn('lock:running,locked', 'lock')).toEqual(['run', 'locked']);
    expect(chosenIn('level:unknown', 'level')).toEqual(['?']);
    expect(chosenIn('provenance:unknown', 'provenance')).toEqual(['unknown']);
  });

  it('count each value among what the rest of the line keeps, what is not known apart', () => {
    expect(count('level', '')).toEqual({ 1: 1, 2: 1, '?': 1 });
    expect(count('level', 'level:2 bus:pci')).toEqual({ 1: 1, 2: 1 });
    expect(count('lock', '')).toEqual({ unlocked: 1, run: 1, '?': 1 });
    expect(count('link', 'level:?')).toEqual({ '?': 1 });
    expect(count('provenance', '')).toEqual({ measured: 2, unknown: 1 });
    expect(count('verdict', 'bus:usb')).toEqual({ gathered: 1 });
  });

  it('find as many devices as they count', () => {
    for (const facet of facets)
      for (const [value, expected] of Object.entries(count(facet, ''))) {
        const filter = parseFilter(toggleValue('', facet, value));
        expect(devices.filter((device) => filter.keeps(device, context)).length, `${facet} ${value}`).toBe(expected);
      }
  });

  it('pressed twice leave the line as it was, whatever stands in it', () => {
    const line = fc.array(fc.constantFrom('nvme', 'level>1', '-bus:usb', '"a b"', 'changed', 'driver:', 'level:1,2'));
    fc.assert(
      fc.property(line, fc.constantFrom(...facets), (words, facet) => {
        const before = words.join(' ');
        const once = toggleValue(before, facet, '4');
        expect(chosenIn(once, facet)).toContain('4');
        expect(pieces(toggleValue(once, facet, '4'))).toEqual(pieces(before));
      }),
    );
  });
});
