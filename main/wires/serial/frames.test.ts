import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameSorter, hostLine, parseFarLine } from './frames.js';
import { sumOf } from './sum.js';

/** A data line as the far side sends it. */
const data = (offset: number, body: string): string => {
  const escaped = body.replaceAll('=', '=e').replaceAll('\n', '=n').replaceAll('\u0001', '=a');
  return `\u0001${offset} ${sumOf(`${offset} ${escaped}`)} ${escaped}\n`;
};

describe('frameSorter', () => {
  it('tells frames from the text around them', () => {
    const sorted = frameSorter().take(
      `login: x\r\n${data(0, 'V trust 1\n')}[   12.345678] usb 1-2: new device\r\n${data(10, 'a=b')}`,
    );
    expect(sorted.frames).toMatchObject([
      { kind: 'data', offset: 0, body: 'V trust 1\n' },
      { kind: 'data', offset: 10, body: 'a=b' },
    ]);
    expect(sorted.text.map((line) => line.trimEnd())).toEqual(['login: x', '[   12.345678] usb 1-2: new device']);
    expect(sorted.broken).toBe(0);
  });

  it('takes whole kernel lines out of the middle of a frame', () => {
    const line = data(0, 'V trust 1\n'.repeat(20));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: line.length - 1 }), (at) => {
        const spoken = '[   12.345678] usb 1-2: new device\r\n';
        const sorted = frameSorter().take(line.slice(0, at) + spoken + line.slice(at));
        expect(sorted.frames).toHaveLength(1);
        expect(sorted.text.map((one) => one.trimEnd())).toEqual([spoken.trimEnd()]);
      }),
    );
  });

  it('never takes a changed frame for one', () => {
    const line = data(17, 'V trust 1\nL driver bus/pci/drivers/nvme\n');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: line.length - 2 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = String.fromCharCode(line.charCodeAt(at) ^ change);
        const sorted = frameSorter().take(`${line.slice(0, at)}${changed}${line.slice(at + 1)}${data(99, 'x')}`);
        expect(sorted.frames.filter((frame) => frame.kind === 'data' && frame.offset !== 99)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('lines of the link', () => {
  it('are printable towards the far side, whatever they carry but for control characters of the body itself', () => {
    expect(hostLine('D', 3, 'a=b\n')).toBe(`@@${sumOf('3 D a=eb=n')} 3 D a=eb=n\n`);
  });

  it('of seven bits give the upper bytes back', () => {
    const body = '\u0002P\u0003p=ex';
    expect(parseFarLine(`0 ${sumOf(`0 ${body}`)} ${body}`)).toMatchObject({
      body: '\u00a0\u0100=x'.replace('\u0100', String.fromCharCode(0x70 + 144)),
    });
  });
});
