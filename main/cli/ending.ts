/** How the command line ends: its exit codes, and how a fault becomes one. */
import type { Fault } from '../../shared/ipc/fault.js';

/** 0 done; 1 refused, or a check failed; 2 bad usage; 3 target lost; 4 not all could be checked, or there was nothing to. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

const codes: Readonly<Record<Fault['kind'], ExitCode>> = {
  'bad-request': 2,
  busy: 1,
  'bad-target': 2,
  'bad-path': 2,
  'target-lost': 3,
  'not-built': 1,
  'no-session': 1,
  disarmed: 1,
  'own-branch': 1,
  'no-evidence': 1,
  'no-rights': 1,
  disk: 1,
  cancelled: 1,
  internal: 1,
};

/** Ends a command early: one readable line for standard error, and the exit code. */
export class Ending extends Error {
  override readonly name = 'Ending';
  constructor(
    text: string,
    readonly code: ExitCode,
  ) {
    super(text);
  }
}

/** What to add, for a fault that an option can lift. */
const hints: Partial<Readonly<Record<Fault['kind'], string>>> = {
  disarmed: ' Give --arm to write to a real machine.',
  'own-branch': ' Give --own-branch as well if that is meant.',
};

export const endingOf = ({ kind, text }: Fault): Ending => new Ending(text + (hints[kind] ?? ''), codes[kind]);

export const badUsage = (text: string): Ending => new Ending(text, 2);
