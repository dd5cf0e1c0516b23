/** The monitor's text, whole, cut anywhere, and hostile, becomes events and gaps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../notice.js';
import { ueventParser } from './uevents.js';

const heading = 'monitor will print the received events for:\nKERNEL - the kernel uevent\n\n';
const event = (seqnum: number, more = ''): string =>
  `KERNEL[12.345678] change   /devices/pci0000:00/0000:00:01.0 (pci)\nACTION=change\nDEVPATH=/devices/pci0000:00/0000:00:01.0\nSUBSYSTEM=pci\n${more}SEQNUM=${seqnum}\n\n`;

const parse = (chunks: readonly string[]): readonly Notice[] => {
  const notices: Notice[] = [];
  const parser = ueventParser({ emit: (notice) => notices.push(notice), now: () => 7, last: null });
  for (const chunk of chunks) parser.feed(chunk);
  return notices;
};

describe('ueventParser', () => {
  it('R25 an event carries its environment, and its folder without a slash', () => {
    const [one] = parse([heading + event(5, 'TRUST=0\n')]);
    expect(one).toMatchObject({
      kind: 'uevent',
      seqnum: 5,
      action: 'change',
      devpath: 'devices/pci0000:00/0000:00:01.0',
    });
    expect(one?.kind === 'uevent' && one.env.TRUST).toBe('0');
  });

  it('a hole in SEQNUM is a gap with both ends, before the event that showed it', () => {
    expect(parse([event(5), event(9)]).map((n) => (n.kind === 'gap' ? [n.first, n.last] : n.kind))).toEqual([
      'uevent',
      [6, 8],
      'uevent',
    ]);
  });

  it('gives the same events wherever the pipe cuts the text', () => {
    const text = heading + event(1) + event(2, 'NAME=a=b c\n') + event(3);
    const whole = parse([text]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        expect(parse(at.slice(1).map((end, i) => text.slice(at[i], end)))).toEqual(whole);
      }),
    );
  });

  it('knows from the kernel’s own count what came before it listened, and what never came', () => {
    const notices: Notice[] = [];
    const parser = ueventParser({ emit: (notice) => notices.push(notice), now: () => 7, last: 3 });
    parser.feed(event(6));
    parser.missed(6);
    parser.missed(9);
    parser.missed(9);
    // Late, not lost.
    parser.feed(event(8));
    expect(notices.map((n) => (n.kind === 'gap' ? [n.first, n.last] : n.kind))).toEqual([
      [4, 5],
      'uevent',
      [7, 9],
      'uevent',
    ]);
    expect(parser.last).toBe(9);
  });

  it('drops what is no event, and keeps going', () => {
    expect(parse(['=x\nACTION=add\n\n', `${'A'.repeat(20_000)}\n`, event(4)]).map((n) => n.kind)).toEqual(['uevent']);
  });
});
