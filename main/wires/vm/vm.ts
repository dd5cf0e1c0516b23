/** The project's own test VM, where the app is run from a checkout that has it: starts one, and tells those that run. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FaultError } from '../../../shared/ipc/faultError.js';
import type { VmChoice, VmFound } from '../../../shared/ipc/found.js';
import { safeText } from '../../../shared/facts/safeText.js';
import type { Opening } from '../opening.js';

const mostOutput = 256 * 1024;

/** Why no VM can be started from here, in one sentence; null when one can. */
export const vmMissing = (root: string): string | null => {
  if (process.platform !== 'linux') return 'The test VM is built on Linux only.';
  return existsSync(join(root, 'scripts', 'vm.mjs')) && existsSync(join(root, 'test', 'vm'))
    ? null
    : 'The test VM belongs to the project’s checkout; this app was not started from one.';
};

interface Ran {
  readonly code: number | null;
  readonly out: string;
  /** Its own last two sentences on standard error: of a failure what happened, and what to do. */
  readonly said: readonly string[];
}

/** How the script's own sentences begin; what a program under it printed does not. */
const own = /^lockstep: (?:vm: )?/;

const nodeOf = (): string => (process.versions.electron === undefined ? process.execPath : 'node');

interface RunVm {
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `npm run vm`'s script. `onLine` gets its progress; the signal ends it and what it started. */
const runVm = (root: string, args: readonly string[], { signal, onLine, env }: RunVm): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(nodeOf(), [join(root, 'scripts', 'vm.mjs'), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, ...env },
    });
    let out = '';
    let said: readonly string[] = [];
    const end = (): void => {
      // Its whole group: the script has builders and an emulator of its own. Gone already is as good.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    };
    signal.addEventListener('abort', end, { once: true });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (out.length < mostOutput) out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
      const sentences = lines.filter((line) => own.test(line)).map((line) => safeText(line.replace(own, ''), 300));
      said = [...said, ...sentences].slice(-2);
      const last = sentences.at(-1);
      if (last !== undefined) onLine(last);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', end);
      resolve({ code, out, said });
    });
  });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown, most = 200): string | null =>
  typeof value === 'string' && value.length <= 1024 ? safeText(value, most) : null;

/** One VM as the script prints it; null for what has no targets. */
const vmOf = (value: unknown): VmFound | null => {
  if (!isRecord(value) || !isRecord(value.uris)) return null;
  const [name, ssh, console] = [text(value.name), text(value.uris.ssh, 1024), text(value.uris.console, 1024)];
  if (name === null || ssh === null || console === null) return null;
  return {
    name,
    line: [text(value.flavour), text(value.role), text(value.kernel)].filter(Boolean).join(', '),
    ssh,
    console,
  };
};

const parsed = (out: string): unknown => {
  try {
    return JSON.parse(out);
  } catch {
    // Not what the script prints when it works: whoever asked says so.
    return null;
  }
};

/** The VMs that run now. */
export const runningVms = async (root: string): Promise<readonly VmFound[]> => {
  if (vmMissing(root) !== null) return [];
  const { out } = await runVm(root, ['status', '--json'], {
    signal: AbortSignal.timeout(10_000),
    onLine: () => undefined,
  });
  const list = parsed(out);
  return Array.isArray(list) ? list.flatMap((one) => vmOf(one) ?? []) : [];
};

/** Boots one and waits until it can be reached. Throws FaultError with the script's own last word. */
export const startVm = async (
  { root, dataDir }: { readonly root: string; readonly dataDir: string },
  { name, flavour, role }: VmChoice,
  opening: Opening,
): Promise<VmFound> => {
  const missing = vmMissing(root);
  if (missing !== null) throw new FaultError({ kind: 'not-built', text: missing });
  const tell = (line: string): void => opening.tell({ id: 'reachable', state: 'running', text: line, remedy: null });
  tell('Starting the VM. The first time it is built, which takes a while.');
  const { code, out, said } = await runVm(root, ['up', name, '--flavour', flavour, '--role', role, '--json'], {
    signal: opening.signal,
    onLine: tell,
    env: { LOCKSTEP_DATA: dataDir },
  });
  const vm = code === 0 ? vmOf(parsed(out)) : null;
  if (vm === null)
    throw new FaultError({
      kind: 'target-lost',
      text: said.length === 0 ? `The VM did not start (exit code ${code}).` : said.join(' '),
    });
  return vm;
};
