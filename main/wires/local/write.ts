/** Makes one write in a process of its own, with a time limit: a write can hang in the kernel, and then only the process is left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { WriteOutcome } from '../../../shared/facts/event.js';
import { isErrno } from '../../../shared/model/errno.js';

/** How a write gets its rights: as we are, or through one of the two programs the person chose. */
export type Elevation = 'none' | 'sudo' | 'pkexec';

/** The far end of the write: `$1` is the file, `$2` the value; nothing is ever put into the script itself. `dd` does one `write` call and names its error. */
const script = 'printf "%s\\n" "$2" | LC_ALL=C exec dd of="$1" conv=notrunc,nocreat bs=65536 iflag=fullblock status=none';

const elevated: Readonly<Record<Elevation, readonly string[]>> = {
  none: [],
  sudo: ['sudo', '-n', '--'],
  pkexec: ['pkexec', '--disable-internal-agent'],
};

/** The words `strerror` has for the errors sysfs gives, in the C locale. */
const words: readonly (readonly [string, string])[] = [
  ['Operation not permitted', 'EPERM'],
  ['No such file or directory', 'ENOENT'],
  ['Interrupted system call', 'EINTR'],
  ['Input/output error', 'EIO'],
  ['No such device or address', 'ENXIO'],
  ['Resource temporarily unavailable', 'EAGAIN'],
  ['Cannot allocate memory', 'ENOMEM'],
  ['Permission denied', 'EACCES'],
  ['Device or resource busy', 'EBUSY'],
  ['File exists', 'EEXIST'],
  ['No such device', 'ENODEV'],
  ['Not a directory', 'ENOTDIR'],
  ['Is a directory', 'EISDIR'],
  ['Invalid argument', 'EINVAL'],
  ['No space left on device', 'ENOSPC'],
  ['Read-only file system', 'EROFS'],
  ['Protocol error', 'EPROTO'],
  ['Operation not supported', 'EOPNOTSUPP'],
  ['Connection timed out', 'ETIMEDOUT'],
  ['Required key not available', 'ENOKEY'],
  ['Key was rejected by service', 'EKEYREJECTED'],
];

const refusedWith = (complaint: string): WriteOutcome & { kind: 'refused' } => {
  const found = words.find(([text]) => complaint.trimEnd().endsWith(text))?.[1];
  return { kind: 'refused', errno: found !== undefined && isErrno(found) ? found : 'EIO', ms: 0 };
};

const kill = (child: ChildProcess): void => {
  if (child.pid === undefined) return;
  // The whole group: a pipeline has two processes, and an elevated one may be out of our reach, which is no failure of ours.
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
};

/** Writes `value` and one newline to `file`. Settles at the limit (ms) or the abort whether or not the kernel does. */
export const writeFileOnce = (options: {
  readonly file: string;
  readonly value: string;
  readonly limitMs: number;
  readonly elevation: Elevation;
  readonly signal: AbortSignal;
}): Promise<WriteOutcome> => {
  const [program = 'sh', ...rest] = [...elevated[options.elevation], 'sh', '-c', script, 'sh', options.file, options.value];
  const began = performance.now();
  const ms = (): number => performance.now() - began;
  return new Promise((resolve) => {
    const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    let complaint = '';
    const settle = (outcome: WriteOutcome): void => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', cancel);
      resolve(outcome);
    };
    const cancel = (): void => {
      kill(child);
      settle({ kind: 'cancelled', ms: ms() });
    };
    const timer = setTimeout(() => {
      kill(child);
      settle({ kind: 'timeout', ms: ms() });
    }, options.limitMs);
    options.signal.addEventListener('abort', cancel, { once: true });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-1000);
    });
    child.on('error', () => settle({ kind: 'refused', errno: 'ENOENT', ms: ms() }));
    child.on('close', (code) => settle(code === 0 ? { kind: 'done', ms: ms() } : { ...refusedWith(complaint), ms: ms() }));
  });
};
