/** `npm run bench`: measures the promises of speed on this machine and prints them, as a table or as JSON. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, platform, release, totalmem, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.js';
import { benches } from './figures.js';
import type { Runtime } from './subject.js';

export interface BenchOptions {
  readonly argv: readonly string[];
  /** The project's folder, built. */
  readonly root: string;
  readonly runtime: Runtime;
}

export interface Machine {
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  /** Megabytes. */
  readonly memory: number;
  readonly node: string;
  readonly runtime: string;
}

const machineOf = (runtime: Runtime): Machine => ({
  system: `${platform()} ${release()}`,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memory: Math.round(totalmem() / 1e6),
  node: process.versions.node,
  runtime: runtime.kind,
});

const say = (line: string): void => {
  process.stderr.write(`lockstep: bench: ${line}\n`);
};

const usage = `Usage: npm run bench -- [--json] [--only ID]\nIDs: ${benches.map(({ claim }) => claim.id).join(', ')}\n`;

interface Asked {
  readonly json: boolean;
  readonly only: string | null;
}

/** What was asked for, or null when it cannot be made out. */
export const askedOf = (argv: readonly string[]): Asked | null => {
  let json = false;
  let only: string | null = null;
  for (let index = 0; index < argv.length; index += 1) {
    if (argv[index] === '--json') json = true;
    else if (argv[index] === '--only' && benches.some(({ claim }) => claim.id === argv[index + 1])) {
      index += 1;
      only = argv[index] ?? null;
    } else return null;
  }
  return { json, only };
};

const limitOf = (figure: Figure): string => `at most ${figure.goal} ${figure.unit}`;

const table = (figures: readonly Figure[]): string => {
  const rows = figures.map((figure) => [
    figure.id,
    `${figure.value} ${figure.unit}`,
    `${figure.min} to ${figure.max}`,
    limitOf(figure),
    figure.met ? 'met' : 'missed',
    figure.what,
  ]);
  const all = [['figure', 'value', 'rounds', 'goal', '', 'what'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** Measures what was asked for. @returns Exit code: 0 measured (met or not: the figures say), 2 bad usage. */
export const main = async ({ argv, root, runtime }: BenchOptions): Promise<number> => {
  const asked = askedOf(argv);
  if (asked === null) {
    process.stderr.write(usage);
    return 2;
  }
  const figures: Figure[] = [];
  for (const { claim, measure } of benches) {
    if (asked.only !== null && asked.only !== claim.id) continue;
    const scratch = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
    try {
      figures.push(await measure({ app: root, scratch, runtime, say }));
    } finally {
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  const machine = machineOf(runtime);
  const words = `${machine.system}, ${machine.cores} × ${machine.cpu}, ${machine.memory} MB, runtime ${machine.runtime}`;
  process.stdout.write(asked.json ? `${JSON.stringify({ machine, figures })}\n` : `${words}\n${table(figures)}\n`);
  return 0;
};
