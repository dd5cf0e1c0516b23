/** `npm run fuzz`: mutated evidence through every reader, a million inputs or as many as are asked for. Ends with 1 when one throws or takes too long. */
import { parseArgs } from 'node:util';
import { toHex } from '../../shared/evidence/bytes/hex.js';
import { mutated } from './mutate.js';
import { randomFrom } from './random.js';
import { type Subject, subjects } from './subjects.js';

/** One input may take the processor so long, in milliseconds; the garbage collector's work is in it. */
const mostMs = 1000;
/** Memory that may be held after a run beyond what was held before it, in megabytes. */
const mostMegabytes = 200;
/** Of a bad input so much is printed: to be put into a test. */
const mostShown = 4096;

const usage = `npm run fuzz                    a million inputs
npm run fuzz -- --runs 20000    so many
npm run fuzz -- --seed 7        other ones; the same seed gives the same inputs`;

interface Told {
  readonly inputs: number;
  readonly slowestMs: number;
  /** The first input that broke a promise, and how. */
  readonly broken: { readonly why: string; readonly bytes: Uint8Array } | null;
}

interface Wanted {
  readonly inputs: number;
  readonly seed: number;
  /** Good input of every kind, to splice in. */
  readonly all: readonly Uint8Array[];
}

/** Of the processor, so that a busy machine makes nothing slow. */
const spentMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

const fuzz = async (subject: Subject, { inputs, seed, all }: Wanted): Promise<Told> => {
  const random = randomFrom(seed);
  let slowestMs = 0;
  for (let done = 0; done < inputs; done += 1) {
    const bytes = mutated(random.pick(subject.seeds), random, random.pick(all));
    const began = process.cpuUsage();
    try {
      const found = subject.read(bytes);
      if (found instanceof Promise) await found;
    } catch (error) {
      return {
        inputs: done + 1,
        slowestMs,
        broken: { why: error instanceof Error ? (error.stack ?? error.message) : String(error), bytes },
      };
    }
    const ms = spentMs(process.cpuUsage(began));
    slowestMs = Math.max(slowestMs, ms);
    if (ms > mostMs) return { inputs: done + 1, slowestMs, broken: { why: `took ${ms.toFixed(0)} ms`, bytes } };
  }
  return { inputs, slowestMs, broken: null };
};

const whole = (text: string | undefined, otherwise: number): number | null => {
  if (text === undefined) return otherwise;
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : null;
};

/** @returns The exit code: 0 done, 1 something broke, 2 bad usage. */
export const main = async (argv: readonly string[], say: (line: string) => void): Promise<number> => {
  const options = { runs: { type: 'string' }, seed: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...argv], options, strict: false });
  const [runs, seed] = [values.runs, values.seed].map((one) => (typeof one === 'string' ? one : undefined));
  const [count, from] = [whole(runs, 1_000_000), whole(seed, 1)];
  const known = argv.every((word) => /^(--(runs|seed)(=\d+)?|\d+)$/.test(word));
  if (count === null || from === null || !known) {
    say(usage);
    return 2;
  }
  const fuzzed = await subjects();
  const all = fuzzed.flatMap(({ seeds }) => seeds);
  const before = process.memoryUsage().rss;
  const shares = fuzzed.reduce((sum, { share = 1 }) => sum + share, 0);
  let broken = 0;
  for (const subject of fuzzed) {
    const began = performance.now();
    const inputs = Math.ceil((count * (subject.share ?? 1)) / shares);
    const told = await fuzz(subject, { inputs, seed: from, all });
    const rate = Math.round(told.inputs / ((performance.now() - began) / 1000));
    say(
      `${subject.name}: ${told.inputs.toLocaleString('en')} inputs, ${rate.toLocaleString('en')} a second, slowest ${told.slowestMs.toFixed(1)} ms`,
    );
    if (told.broken === null) continue;
    broken += 1;
    say(`  ${told.broken.why}\n  input ${toHex(told.broken.bytes.subarray(0, mostShown))}`);
  }
  const held = (process.memoryUsage().rss - before) / 1e6;
  say(`seed ${from}: ${broken} of ${fuzzed.length} readers broke, ${held.toFixed(0)} MB held`);
  if (held > mostMegabytes) say(`more than ${mostMegabytes} MB are held`);
  return broken > 0 || held > mostMegabytes ? 1 : 0;
};
