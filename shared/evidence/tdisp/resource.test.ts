import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionIdOf } from './functionId.js';
import { barsOfResource, resourceOfBars } from './resource.js';

describe('the resource file of a function', () => {
  it('R14 gives the BARs that are there, memory and ports apart', () => {
    const text = [
      '0x00000000fe000000 0x00000000fe003fff 0x0000000000140204',
      '0x0000000000000000 0x0000000000000000 0x0000000000000000',
      '0x000000000000c000 0x000000000000c03f 0x0000000000040101',
      ...Array.from({ length: 4 }, () => '0x0000000000000000 0x0000000000000000 0x0000000000000000'),
    ].join('\n');
    expect(barsOfResource(text)).toEqual([
      { index: 0, kind: 'memory', base: 0xfe00_0000n, size: 0x4000n },
      { index: 2, kind: 'io', base: 0xc000n, size: 0x40n },
    ]);
  });

  it('reads what it wrote, whatever the BARs', () => {
    const page = fc.bigInt({ min: 1n, max: 1n << 40n }).map((n) => n * 4096n);
    const bar = fc.record({
      index: fc.integer({ min: 0, max: 5 }),
      kind: fc.constant('memory' as const),
      base: page,
      size: page,
    });
    const bars = fc.uniqueArray(bar, { selector: ({ index }) => index, maxLength: 6 });
    fc.assert(
      fc.property(bars, (all) => {
        const sorted = all.toSorted((one, other) => one.index - other.index);
        expect(barsOfResource(resourceOfBars(all))).toEqual(sorted);
      }),
    );
  });

  it('is null for anything else, and never throws', () => {
    expect(barsOfResource('0x0 0x0')).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => void barsOfResource(text)));
  });
});

describe('the interface of a function', () => {
  it('R14 is its bus, device and function, and its segment where that is not 0', () => {
    expect(functionIdOf('0000:01:00.0')).toEqual({ requester: 0x100, segment: null });
    expect(functionIdOf('0002:81:1f.7')).toEqual({ requester: 0x81ff, segment: 2 });
    expect(functionIdOf('10000:01:00.0')).toEqual({ requester: 0x100, segment: null });
    expect(functionIdOf('0-1')).toBeNull();
  });
});
