/** What every wire must do, whatever it reaches: one suite, run against each of them. */
import { wireTimers } from './timers.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Errno } from '../../shared/model/errno.js';
import type { Notice } from '../../main/wires/notice.js';
import { WireLost, type Wire } from '../../main/wires/wire.js';

interface Write {
  readonly path: string;
  readonly value: string;
}

/** What a machine at the far end may lack. Said beforehand, so that nothing is left untested in silence. */
export type Part = 'writeOnly' | 'noticed' | 'slow';

/** A wire, and what is known of the machine at its far end. A part is null exactly when it is said to lack. */
export interface Sample {
  readonly wire: Wire;
  /** A device folder, and what some of its attributes and links read. */
  readonly device: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly links: Readonly<Record<string, string>>;
  /** An empty attribute: its one line is empty. */
  readonly empty: string;
  readonly folder: string;
  readonly missing: string;
  readonly readOnly: Write;
  readonly writeOnly: string | null;
  readonly refused: Write & { readonly errno: Errno };
  /** A write that is done, and the attribute that then reads its value. */
  readonly done: Write;
  /** Writes that each send one uevent of the device when made in this order. */
  readonly noticed: readonly Write[] | null;
  /** Makes writes slow, and a write that is. */
  readonly slow: { readonly prepare: Write; readonly write: Write; readonly after: Write } | null;
}

const limit = 2_000;
const never = (): AbortSignal => new AbortController().signal;

/** Takes notices until `enough` says so. Fails by the test's own time limit when they do not come. */
const take = async (
  notices: AsyncIterable<Notice>,
  enough: (seen: readonly Notice[]) => boolean,
): Promise<readonly Notice[]> => {
  const seen: Notice[] = [];
  for await (const notice of notices) {
    seen.push(notice);
    if (enough(seen)) break;
  }
  return seen;
};

const uevents = (seen: readonly Notice[]) => seen.filter((notice) => notice.kind === 'uevent');

export interface Contracted {
  readonly name: string;
  /** Tests of these parts are not registered. */
  readonly lacks: readonly Part[];
  readonly make: () => Promise<Sample>;
}

const had = <T>(part: T | null): T => {
  if (part === null) throw new Error('the sample lacks a part that it does not say it lacks');
  return part;
};

/** Runs the contract against wires that `make` opens, a fresh one for each test. */
export const wireContract = ({ name, lacks, make }: Contracted): void => {
  const itWith = (part: Part, title: string, test: () => Promise<void>): void => {
    if (!lacks.includes(part)) it(title, test);
  };
  describe(`the wire contract: ${name}`, () => {
    let sample: Sample;
    let wire: Wire;
    const timers = wireTimers();

    beforeEach(async () => {
      timers.start();
      sample = await make();
      wire = sample.wire;
    });
    afterEach(async () => {
      await wire[Symbol.asyncDispose]();
      expect(await timers.left(), 'no timer outlives the wire').toEqual([]);
    });

    const write = ({ path, value }: Write, limitMs = limit, signal = never()) =>
      wire.write(path, value, limitMs, signal);
    const readOne = async (path: string) => (await wire.read([path], never()))[path];

    it('lacks what it says it lacks, and nothing else', () => {
      for (const part of ['writeOnly', 'noticed', 'slow'] as const)
        expect(sample[part] === null, part).toBe(lacks.includes(part));
    });

    it('sweeps a device with its attributes and links', async () => {
      const found = (await wire.sweep(null, never())).find(({ path }) => path === sample.device);
      expect(found).toBeDefined();
      for (const [file, value] of Object.entries(sample.attrs)) expect(found?.attrs[file]).toMatchObject({ value });
      expect(found?.links).toMatchObject(sample.links);
    });

    it('sweeps only the folders named, and leaves out what is no device', async () => {
      const found = await wire.sweep([sample.device, 'devices/not/there'], never());
      expect(found.map(({ path }) => path)).toEqual([sample.device]);
    });

    it('stamps readings with its own clock', async () => {
      const before = wire.now();
      const path = `${sample.device}/${Object.keys(sample.attrs)[0]}`;
      const reading = await readOne(path);
      expect(reading?.at).toBeGreaterThanOrEqual(before);
      expect(reading?.at).toBeLessThanOrEqual(wire.now());
    });

    it('reads text without its final newline; an empty line is empty', async () => {
      for (const [file, value] of Object.entries(sample.attrs))
        expect(await readOne(`${sample.device}/${file}`)).toMatchObject({ value });
      expect(await readOne(sample.empty)).toMatchObject({ value: '' });
    });

    it('answers every path it is asked for, failures as readings', async () => {
      const asked = [sample.missing, sample.folder];
      const readings = await wire.read(asked, never());
      expect(Object.keys(readings).sort()).toEqual([...asked].sort());
      expect(readings[sample.missing]).toMatchObject({ errno: 'ENOENT' });
      expect(readings[sample.folder]).toMatchObject({ errno: 'EISDIR' });
    });

    itWith('writeOnly', 'does not read what can only be written', async () => {
      expect(['EACCES', 'EIO']).toContain(errnoOf(await readOne(had(sample.writeOnly))));
    });

    it('writes, and tells what the kernel said', async () => {
      expect(await write(sample.done)).toMatchObject({ kind: 'done' });
      expect(await readOne(sample.done.path)).toMatchObject({ value: sample.done.value });
      expect(await write(sample.refused)).toMatchObject({ kind: 'refused', errno: sample.refused.errno });
      expect(await write({ path: sample.missing, value: '1' })).toMatchObject({ kind: 'refused', errno: 'ENOENT' });
      expect(await write(sample.readOnly)).toMatchObject({ kind: 'refused', errno: 'EACCES' });
      expect(await write({ path: sample.folder, value: '1' })).toMatchObject({ kind: 'refused', errno: 'EISDIR' });
    });

    it('measures the time of a write', async () => {
      const { ms } = await write(sample.done);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(ms)).toBe(true);
    });

    itWith('slow', 'gives up at the time limit, and the kernel finishes all the same', async () => {
      const slow = had(sample.slow);
      await write(slow.prepare);
      expect(await write(slow.write, 5)).toMatchObject({ kind: 'timeout' });
      await expect.poll(() => readOne(slow.after.path)).toMatchObject({ value: slow.after.value });
    });

    it('cancels a write before it is made', async () => {
      expect(await write(sample.done, limit, AbortSignal.abort())).toMatchObject({ kind: 'cancelled' });
    });

    itWith('slow', 'cancels a write while it hangs', async () => {
      const slow = had(sample.slow);
      await write(slow.prepare);
      const person = new AbortController();
      const outcome = write(slow.write, limit, person.signal);
      setTimeout(() => person.abort(), 5);
      expect(await outcome).toMatchObject({ kind: 'cancelled' });
    });

    it('refuses to sweep or read for a signal that is aborted', async () => {
      await expect(wire.sweep(null, AbortSignal.abort())).rejects.toThrow();
      await expect(wire.read([sample.empty], AbortSignal.abort())).rejects.toThrow();
    });

    itWith('noticed', 'gives notices in order, SEQNUM rising, in the environment too', async () => {
      const noticed = had(sample.noticed);
      const ends = new AbortController();
      const notices = wire.notices(ends.signal);
      const wanted = noticed.length;
      for (const one of noticed) expect(await write(one)).toMatchObject({ kind: 'done' });
      const seen = uevents(
        await take(
          notices,
          (all) =>
            uevents(all).filter((one) => one.devpath === sample.device && one.action === 'change').length === wanted,
        ),
      );
      const numbers = seen.map((one) => one.seqnum);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const one of seen) {
        expect(one.env).toMatchObject({ ACTION: one.action, DEVPATH: `/${one.devpath}`, SEQNUM: String(one.seqnum) });
        expect(one.seenAt).toBeLessThanOrEqual(wire.now());
      }
      ends.abort();
    });

    itWith('noticed', 'has said what a write led to by the time its outcome is told', async () => {
      const first = had(sample.noticed?.[0] ?? null);
      const ends = new AbortController();
      const seen: Notice[] = [];
      const listening = (async () => {
        for await (const notice of wire.notices(ends.signal)) seen.push(notice);
      })();
      await write(first);
      await expect.poll(() => uevents(seen).some((one) => one.devpath === sample.device)).toBe(true);
      for (const notice of seen) expect(notice.write === null || notice.write === 1).toBe(true);
      ends.abort();
      await listening;
    });

    itWith('noticed', 'ends the notices when the signal aborts, and listens for several at once', async () => {
      const noticed = had(sample.noticed);
      const [one, two] = [new AbortController(), new AbortController()];
      const counts = [0, 0];
      const listen = async (index: 0 | 1, signal: AbortSignal) => {
        for await (const notice of wire.notices(signal))
          if (notice.kind === 'uevent') counts[index] = (counts[index] ?? 0) + 1;
      };
      const listening = [listen(0, one.signal), listen(1, two.signal)];
      for (const each of noticed) await write(each);
      await expect.poll(() => counts.every((count) => count >= noticed.length)).toBe(true);
      one.abort();
      two.abort();
      await Promise.all(listening);
      expect(counts[0]).toBe(counts[1]);
    });

    it('says the shell command that does the same', () => {
      expect(wire.command(sample.done.path, null)).toContain(`/sys/${sample.done.path}`);
      expect(wire.command(sample.done.path, sample.done.value)).toContain(`/sys/${sample.done.path}`);
      // Whatever the value holds, a shell takes it as one word.
      expect(wire.command(sample.done.path, "1; rm -rf '$HOME'\n")).not.toContain('; rm -rf $HOME');
    });

    it('is lost once disposed: reads throw, writes say so, notices end', async () => {
      const listening = take(wire.notices(never()), () => false).catch((error: unknown) => error);
      await wire[Symbol.asyncDispose]();
      await wire[Symbol.asyncDispose]();
      await expect(wire.sweep(null, never())).rejects.toThrow(WireLost);
      await expect(wire.read([sample.empty], never())).rejects.toThrow(WireLost);
      expect(await write(sample.done)).toMatchObject({ kind: 'lost' });
      const end = await listening;
      expect(Array.isArray(end) || end instanceof WireLost).toBe(true);
    });

    itWith('slow', 'disposes under a write that hangs', async () => {
      const slow = had(sample.slow);
      await write(slow.prepare);
      const outcome = write(slow.write);
      await wire[Symbol.asyncDispose]();
      expect(await outcome).toMatchObject({ kind: 'lost' });
    });
  });
};

const errnoOf = (reading: { readonly errno: Errno } | { readonly value: string } | undefined): Errno | null =>
  reading !== undefined && 'errno' in reading ? reading.errno : null;
