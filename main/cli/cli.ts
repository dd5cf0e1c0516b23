/** Reads the command line, runs one command over a lab of its own, and answers with an exit code. */
import { join } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { dataDir } from '../lab/dataDir.js';
import { spellOut } from '../../shared/facts/safeText.js';
import { createLab, type Lab, type LabOptions } from '../lab/lab.js';
import type { Ask } from './asking.js';
import { collectEvidence } from './collect.js';
import { badUsage, Ending, type ExitCode } from './ending.js';
import { fetchEvidence } from './evidence.js';
import { rehearsePolicy } from './policy.js';
import { printRequirements } from './requirements.js';
import { run } from './run.js';
import { serve } from './serve.js';
import { printSnapshot } from './snapshot.js';
import { printTargets } from './targets.js';
import { help } from './usage.js';
import { verify } from './verify.js';
import { watch } from './watch.js';
import { write } from './write.js';

export interface CliOptions {
  readonly openWire: LabOptions['openWire'];
  /** Where evidence is gathered and judged; nowhere when it is not said. */
  readonly evidence?: LabOptions['evidence'];
  readonly info: LabOptions['info'];
  /** Asks the person what an opening needs to know; null or left out where nobody is there. */
  readonly ask?: Ask | null;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Aborts when the person has had enough (Ctrl+C). */
  readonly stop: AbortSignal;
}

/** What a command gets: its own arguments, and a lab. */
export interface Invocation {
  readonly lab: Lab;
  /** Null where nobody can be asked. */
  readonly ask: Ask | null;
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly words: readonly string[];
  readonly out: (text: string) => void;
  /** One line of why something did not come about, without prefix and newline. */
  readonly complain: (text: string) => void;
  readonly stop: AbortSignal;
}

interface Command {
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** What its words are called, in their order. */
  readonly words: readonly string[];
  /** Options with any of which it takes no words. */
  readonly wordless?: readonly string[];
  /** True where the last word may be said again and again. */
  readonly wordsRepeat?: boolean;
  /** True where the words may be left out. */
  readonly wordsOptional?: boolean;
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

const json = { json: { type: 'boolean' } } as const;
const target = { ...json, target: { type: 'string' } } as const;

/** Which device is simulated. */
const simulated = { fault: { type: 'string', multiple: true }, serial: { type: 'string' } } as const;

/** By what evidence is judged. */
const judged = {
  trust: { type: 'string', multiple: true },
  revoked: { type: 'string', multiple: true },
  reference: { type: 'string' },
  nonce: { type: 'string' },
  at: { type: 'string' },
  bundle: { type: 'string' },
} as const;

const commands: Readonly<Record<string, Command>> = {
  targets: { options: json, words: [], run: printTargets },
  snapshot: { options: target, words: [], run: printSnapshot },
  write: {
    options: {
      ...target,
      arm: { type: 'boolean' },
      'own-branch': { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      elevate: { type: 'string' },
    },
    words: ['PATH', 'VALUE'],
    run: write,
  },
  watch: { options: { ...target, seconds: { type: 'string' } }, words: [], run: watch },
  run: {
    options: {
      ...target,
      arm: { type: 'boolean' },
      elevate: { type: 'string' },
      list: { type: 'boolean' },
      all: { type: 'boolean' },
    },
    words: ['SCENARIO'],
    wordless: ['list', 'all'],
    run,
  },
  requirements: { options: json, words: [], run: printRequirements },
  verify: {
    options: {
      ...json,
      ...judged,
      messages: { type: 'string' },
      chain: { type: 'string' },
      response: { type: 'string' },
      request: { type: 'string' },
      vca: { type: 'string' },
      spdm: { type: 'string' },
      transport: { type: 'string' },
    },
    words: ['FILE'],
    wordsOptional: true,
    run: verify,
  },
  collect: {
    options: {
      ...json,
      ...simulated,
      socket: { type: 'string' },
      until: { type: 'string' },
      nonce: { type: 'string' },
    },
    words: ['FOLDER'],
    run: collectEvidence,
  },
  evidence: {
    options: {
      ...target,
      ...judged,
      device: { type: 'string' },
      gather: { type: 'boolean' },
      arm: { type: 'boolean' },
    },
    words: ['FOLDER'],
    run: fetchEvidence,
  },
  policy: {
    options: {
      ...json,
      policy: { type: 'string' },
      device: { type: 'string' },
      level: { type: 'string' },
      print: { type: 'boolean' },
    },
    words: ['RECORD'],
    wordsRepeat: true,
    wordless: ['print'],
    run: rehearsePolicy,
  },
  device: {
    options: {
      ...json,
      ...simulated,
      port: { type: 'string' },
      address: { type: 'string' },
      bar: { type: 'string', multiple: true },
      once: { type: 'boolean' },
    },
    words: [],
    run: serve,
  },
};

/** Options as their names say, and a fixed number of words. Throws an Ending for anything else. */
const parse = (name: string, command: Command, args: readonly string[]) => {
  let parsed: { values: Invocation['flags']; positionals: string[] };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: command.options, allowPositionals: true });
    parsed = { values: values as Invocation['flags'], positionals };
  } catch (error) {
    throw badUsage(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const bare = command.wordless?.some((option) => parsed.values[option] === true) ?? false;
  const wanted = bare ? [] : command.words;
  const given = parsed.positionals.length;
  const repeats = command.wordsRepeat === true && wanted.length > 0 && given > wanted.length;
  if (given !== wanted.length && !repeats && !(command.wordsOptional === true && given === 0)) {
    const takes = wanted.length === 0 ? 'no words' : wanted.length === 1 ? `one ${wanted[0]}` : wanted.join(' and ');
    throw badUsage(`${name} takes ${takes}, not ${given} words.`);
  }
  return parsed;
};

const commandOf = (name: string): Command => {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  throw badUsage(`There is no command ${JSON.stringify(name)}; \`lockstep help\` lists them.`);
};

/** What a simulated machine tells is gone with it: nothing is kept of it on disk. */
const keepIn = (uri: unknown): string | null =>
  typeof uri === 'string' && uri.startsWith('sim:') ? null : join(dataDir(), 'lab');

const complaint = (text: string): string => `lockstep: ${spellOut(text.replaceAll(/\s*\n\s*/gu, ' '))}\n`;

const runCommand = async (args: readonly string[], options: CliOptions): Promise<ExitCode> => {
  const { openWire, evidence, info, out, err, stop, ask = null } = options;
  const complain = (text: string): void => err(complaint(text));
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h' || rest.includes('--help')) {
    out(help(name.startsWith('-') || name === 'help' ? rest[0] : name));
    return args.length === 0 ? 2 : 0;
  }
  const command = commandOf(name);
  const { values, positionals } = parse(name, command, rest);
  await using lab = createLab({
    openWire,
    ...(evidence === undefined ? {} : { evidence }),
    dataDir: keepIn(values.target),
    clock: Date.now,
    info,
  });
  return await command.run({ lab, ask, flags: values, words: positionals, out, complain, stop });
};

/** Never throws for what a person or a target does: that is one line on `err`, and the exit code. */
export const runCli = async (args: readonly string[], options: CliOptions): Promise<ExitCode> => {
  try {
    return await runCommand(args, options);
  } catch (error) {
    if (!(error instanceof Ending)) throw error;
    options.err(complaint(error.message));
    return error.code;
  }
};
