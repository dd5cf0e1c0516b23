/** The kinds of target there are, by the scheme of their URI, in the order in which they are offered. */
import type { TargetChoice } from './contract.js';

export type TargetKind = TargetChoice['kind'];

interface KindWords {
  readonly title: string;
  readonly line: string;
  /** The URI as a person types it. */
  readonly form: string;
  readonly notYet: string | null;
}

const later = (what: string): string =>
  `${what} cannot be opened yet: this version has the simulator, this machine, and machines by SSH or on a console.`;

export const targetKinds: Readonly<Record<TargetKind, KindWords>> = {
  sim: {
    title: 'Simulator',
    line: 'A machine made for learning. Nothing real can be harmed.',
    form: 'sim:[NAME]',
    notYet: null,
  },
  local: {
    title: 'This machine',
    line: 'The sysfs of the machine the tool runs on.',
    form: 'local:[/sysroot]',
    notYet: null,
  },
  ssh: {
    title: 'Another machine by SSH',
    line: 'With your own OpenSSH configuration, agent and known hosts.',
    form: 'ssh://[user@]host[:port][?config=FILE]',
    notYet: null,
  },
  serial: {
    title: 'A serial line',
    line: 'A machine with a POSIX shell on its serial console.',
    form: 'serial:/dev/X?baud=N',
    notYet: null,
  },
  unix: {
    title: 'A console socket',
    line: 'A virtual machine that offers its serial console on a socket.',
    form: 'unix:/path',
    notYet: null,
  },
  replay: {
    title: 'A recording',
    line: 'A session that was exported before.',
    form: 'replay:FILE',
    notYet: later('Recordings'),
  },
};
