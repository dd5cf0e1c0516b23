/** Frames survive whatever a console does to a line, and nothing else is ever taken for one. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cksum } from './crc.js';
import { frameReader, frameText, type ShellFrame } from './frame.js';

const bodyLine = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const frame: fc.Arbitrary<ShellFrame> = fc.record({
  id: fc.nat(99_999),
  part: fc.nat(999),
  last: fc.boolean(),
  body: fc.array(bodyLine, { maxLength: 20 }).map((lines) => lines.map((line) => `${line}\n`).join('')),
});
/** What a console says between frames: no STX, as the kernel and programs print none. */
const chatter = fc.constantFrom(
  '',
  'login: ',
  '# ',
  '\r\n',
  '[   12.345678] usb 1-1: new device\r\n',
  'LS 1 hello\r\n',
);

const read = (text: string, { cuts = [] as readonly number[] } = {}) => {
  const frames: ShellFrame[] = [];
  const seen = { text: '', broken: '' };
  const reader = frameReader({
    frame: (one) => frames.push(one),
    text: (more) => {
      seen.text += more;
    },
    broken: (more) => {
      seen.broken += more;
    },
  });
  const at = [0, ...[...cuts].sort((a, b) => a - b), text.length];
  for (const [index, end] of at.slice(1).entries()) reader.feed(text.slice(at[index], end));
  return { frames, ...seen };
};

describe('frames on a line', () => {
  it('come out as they went in, between any chatter, cut anywhere, with line ends translated', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(chatter, frame), { maxLength: 6 }),
        fc.array(fc.nat(4000), { maxLength: 12 }),
        fc.boolean(),
        (parts, places, translated) => {
          const sent = parts.map(([before, one]) => before + frameText(one)).join('');
          const line = translated ? sent.replaceAll(/(?<!\r)\n/g, '\r\n') : sent;
          const cuts = places.map((place) => place % (line.length + 1));
          const { frames, text, broken } = read(line, { cuts });
          expect(frames).toEqual(parts.map(([, one]) => one));
          expect(broken).toBe('');
          expect(text.replaceAll(/\r|\n/g, '')).toBe(parts.map(([before]) => before.replaceAll(/\r|\n/g, '')).join(''));
        },
      ),
    );
  });

  it('noise loses frames and never changes one: every other frame is still read', () => {
    const spoil = fc.record({
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      how: fc.constantFrom('set', 'add', 'drop'),
    });
    fc.assert(
      fc.property(
        fc.array(frame, { minLength: 1, maxLength: 5 }),
        fc.array(spoil, { maxLength: 4 }),
        (sent, spoils) => {
          let line = sent.map(frameText).join('');
          for (const { at, byte, how } of spoils) {
            const place = at % line.length;
            const rest = line.slice(how === 'add' ? place : place + 1);
            line = line.slice(0, place) + (how === 'drop' ? '' : String.fromCharCode(byte)) + rest;
          }
          const { frames } = read(line);
          for (const one of frames) expect(sent).toContainEqual(one);
          // One spoilt byte can cost the frame it is in, and the one it runs into.
          expect(frames.length).toBeGreaterThanOrEqual(sent.length - 2 * spoils.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a kernel line inside a frame breaks that frame alone, and is among its bytes', () => {
    const one = { id: 7, part: 0, last: true, body: 'D devices/a\nV class 0x010802\n' };
    const line = frameText(one);
    const said = '[   12.345678] nvme nvme0: reset\r\n';
    const { frames, broken } = read(line.slice(0, 40) + said + line.slice(40) + frameText({ ...one, id: 8 }));
    expect(frames.map(({ id }) => id)).toEqual([8]);
    expect(broken).toContain(said);
  });

  it('takes a plain sum that is right, and no frame whose sum is wrong', () => {
    const sums = ['-', 's342', 's344', 'c1'];
    const said = sums.map((sum, id) => `\u0002LS ${id} 0. 2 ${sum}\nA\n\u0003\n`).join('');
    expect(read(said).frames.map(({ id }) => id)).toEqual([0, 1]);
  });

  it('gives up on what only looks like a frame, and is bounded', () => {
    const { frames, broken, text } = read(
      `\u0002LS 1 0. 99999 c1\n${'x'.repeat(9000)}${frameText({ id: 2, part: 0, last: true, body: '' })}`,
    );
    expect(frames.map(({ id }) => id)).toEqual([2]);
    expect(broken.length + text.length).toBeGreaterThan(9000);
  });
});

describe('cksum', () => {
  it('counts as the program does', () => {
    for (const text of ['', 'a', '123456789', 'x'.repeat(70_000)])
      expect(cksum(text)).toBe(Number(execFileSync('cksum', { input: text, encoding: 'utf8' }).split(' ')[0]));
  });
});
