/** A real /sys as large as a big machine's: pairs of network links, in namespaces of their own that go with their holder. Root makes them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Two links each, as containers have them; a link is a device. */
const pairs = 1_000;

const holding = [
  'set -e',
  'mount --make-rprivate /',
  'mount -t sysfs sysfs /sys',
  `i=0; while [ $i -lt ${pairs} ]; do echo link add type veth; i=$((i + 1)); done | ip -batch -`,
  'echo ready',
  'exec cat',
].join('\n');

export interface Crowd extends Disposable {
  /** The command line that runs a program among them. */
  inside(program: string, ...words: readonly string[]): readonly [string, ...string[]];
}

/** Throws when this is not root, or without `unshare`, `nsenter` (util-linux) and `ip` (iproute2). */
export const crowdedSys = async (): Promise<Crowd> => {
  const holder = spawn('unshare', ['--net', '--mount', 'sh', '-c', holding], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(holder, 'exit').then(() => {
    throw new Error('The bench needs root, unshare, nsenter and ip to make a /sys of thousands of devices.');
  });
  await Promise.race([once(holder.stdout, 'data'), ended]);
  // From here on its end is what we asked for.
  ended.catch(() => undefined);
  const target = ['-t', String(holder.pid), '--net', '--mount'];
  return {
    inside: (program, ...words) => ['nsenter', ...target, '--', program, ...words],
    [Symbol.dispose]: () => void holder.stdin.end(),
  };
};
