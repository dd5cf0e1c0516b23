/** A shell wire to a shell of this machine, through pipes: the same bytes as over SSH, without it. */
import { spawn } from 'node:child_process';
import { unattended } from '../../main/wires/opening.js';
import { loaderCommand } from '../../main/wires/shell/farSide.js';
import { processLine } from '../../main/wires/shell/processLine.js';
import { shellWire, type ShellOptions } from '../../main/wires/shell/wire.js';
import type { Wire } from '../../main/wires/wire.js';

/** Shells a far machine may have as `sh`, and how each is asked to run a command. */
export const shells = {
  dash: ['dash', '-c'],
  bash: ['bash', '--posix', '-c'],
  'busybox ash': ['busybox', 'ash', '-c'],
} as const;
export type ShellName = keyof typeof shells;

export interface FarOptions extends Partial<ShellOptions> {
  readonly shell: ShellName;
  readonly sysroot: string;
  /** Run before the far shell, in its place: `unshare -m …`, to end with `exec "$@"`. */
  readonly within?: readonly string[];
  /** Environment there, e.g. a PATH that lacks programs. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Programs of the system, not of whoever runs the tests. */
const systemPath = '/usr/bin:/bin:/usr/sbin:/sbin';

/** The command as ssh gives it to a login shell, but for which `sh` runs it. */
export const farShell = async ({
  shell,
  env,
  within = [],
  ...options
}: FarOptions): Promise<Wire & { readonly pid: number }> => {
  const [program, ...words] = shells[shell];
  const loader = loaderCommand.replace(/^sh -c/, [program, ...words].join(' '));
  const [first = 'sh', ...rest] = [...within, 'sh', '-c', `exec ${loader}`];
  const child = spawn(first, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: env ?? { ...process.env, PATH: systemPath },
  });
  const line = processLine(child, {
    kill: false,
    why: ({ code, complaint }) => `the shell ended (${complaint.trim() || code})`,
  });
  const wire = await shellWire({
    uri: 'ssh://far',
    title: null,
    line,
    opening: unattended,
    ...options,
  });
  return Object.assign(wire, { pid: child.pid ?? -1 });
};
