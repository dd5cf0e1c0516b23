/** What `fold.awk` makes of answers, with the makes of awk that targets have, is put together again byte for byte. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unlike, unfolder } from '../../main/wires/serial/unfold.js';

const here = join(import.meta.dirname, '../../main/wires/serial');
const [stx, etx] = ['\u0002', '\u0003'];

/** An answer in frames, as the agent sends it. */
const framed = (id: number, lines: readonly string[], bodyBytes = 900): string => {
  const bodies: string[] = [''];
  for (const line of lines) {
    if ((bodies.at(-1) ?? '').length + line.length > bodyBytes) bodies.push('');
    bodies[bodies.length - 1] += `${line}\n`;
  }
  return bodies
    .map(
      (body, part) =>
        `${stx}LS ${id} ${part}${part === bodies.length - 1 ? '.' : '+'} ${body.length} -\n${body}${etx}\n`,
    )
    .join('');
};

/** The bodies of all frames, put together. */
const bodies = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line !== etx && !line.startsWith(`${stx}L`))
    .join('\n');

const folded = (awk: string, input: string, zipped: boolean): string =>
  execFileSync('sh', ['-c', `${awk} -v "zip=$Z" -v sums=1 -f ${here}/fold.awk`], {
    input: Buffer.from(input, 'latin1'),
    env: {
      PATH: process.env.PATH,
      LC_ALL: 'C',
      Z: zipped ? `gzip -9|od -An -v -tu1|${awk} -f ${here}/squeeze.awk` : '',
    },
    maxBuffer: 1e8,
  }).toString('latin1');

const name = fc.constantFrom('trust', 'class', 'vendor', 'tsm/connect', 'power/control', 'irq');
const value = fc.oneof(
  fc.constantFrom('', '1', '0x8086', '(null)', 'a b  c', ' leading', 'trailing ', '=', '\\x', '!'),
  fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)), maxLength: 30 }),
);
const entry = fc.oneof(
  fc.tuple(name, value).map(([key, said]) => [`V ${key} ${said}`]),
  fc.tuple(name, value, value).map(([key, said, more]) => [`V ${key} ${said}`, `+${more}`]),
  name.map((key) => [`E ${key} Permission denied`]),
  fc.constant(['O config', 'o0000000 86 80', 'o0000002']),
  fc.constantFrom('nvme', 'xhci').map((driver) => [`L driver bus/pci/drivers/${driver}`]),
);
const devices = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.array(entry, { maxLength: 5 })), { minLength: 20, maxLength: 60 })
  .map((all) =>
    [...new Map(all)].flatMap(([index, lines]) => [`D devices/pci0000:00/0000:00:${index}.0`, ...lines.flat()]),
  );
const readings = fc
  .array(value, { minLength: 60, maxLength: 90 })
  .map((values) => values.map((said, index) => `V ${index} ${said}`));

describe('folded answers', () => {
  for (const awk of ['mawk', 'busybox awk'])
    it(`through ${awk} are what they were: full, changed, in part, with gzip and without`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.oneof(devices, readings), { minLength: 2, maxLength: 5 }),
          fc.boolean(),
          (answers, zipped) => {
            const input = answers.map((lines, index) => framed(index + 1, lines)).join(`between${'\n'}`);
            expect(bodies(unfolder().feed(folded(awk, input, zipped)))).toBe(bodies(input));
          },
        ),
        { numRuns: 8 },
      );
    }, 60_000);

  it('say only what changed, once they were said', () => {
    const tree = (trust: string) =>
      Array.from({ length: 100 }, (_, at) => [
        `D devices/pci0000:00/${at}`,
        `V trust ${at === 7 ? trust : '1'}`,
        'V class 0x010802',
      ]).flat();
    const out = folded('mawk', framed(1, tree('1')) + framed(2, tree('2')), false);
    const [, first = '', second = ''] = out.split(`${stx}LZ `);
    expect(first).toContain('+100');
    expect(second).toContain('=7 ~1 =92');
    expect(second.length).toBeLessThan(200);
  });

  it('that do not fit what is remembered are refused, not guessed', () => {
    const tree = Array.from({ length: 60 }, (_, at) => [`D devices/x/${at}`, 'V trust 1', 'V class 0x010802']).flat();
    const out = folded('mawk', framed(1, tree) + framed(2, tree), false);
    const second = out.slice(out.lastIndexOf(`${stx}LZ`));
    expect(() => unfolder().feed(second)).toThrow(Unlike);
    const spoilt = out.replace('0x010802', '0x010803');
    expect(() => unfolder().feed(spoilt)).toThrow(Unlike);
  });

  it('of no kind, or without an end, are refused', () => {
    for (const kind of ['constructor', '__proto__', ''])
      expect(() => unfolder().feed(`${stx}LZ 1 ${kind} -\n\n0\n\n\u0005\n-\n\u0003\n`)).toThrow(Unlike);
    const endless = unfolder();
    const feed = (): void => {
      for (let count = 0; count < 100; count += 1) endless.feed('x'.repeat(64 * 1024));
    };
    expect(feed).toThrow(Unlike);
  });
});
