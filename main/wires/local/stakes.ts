/** What stands on devices of this machine: mounted disks, swap, network links, consoles. Each with the sysfs folders it rests on. */
import { stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { Stake } from '../../../shared/facts/radius.js';
import { safeText } from '../../../shared/facts/safeText.js';
import { errnoOf } from './errnoOf.js';
import { namesBelow, realBelow, textBelow } from './touched.js';

/** A stake and the device folders below sysfs that it rests on, through partitions, volumes and bridges. */
export interface Resting {
  readonly stake: Stake;
  readonly folders: readonly string[];
}

export interface Machine {
  /** Its sysfs and its procfs. */
  readonly root: string;
  readonly proc: string;
  /** `SSH_CONNECTION`, where this session came in; null when it did not come over SSH. */
  readonly ssh: string | null;
}

/** A block device and all it is made of: partitions lie in their disk's folder, volumes name their `slaves`. */
const blockFolders = async (root: string, path: string): Promise<readonly string[]> => {
  const folder = await realBelow(root, path);
  if (folder === null) return [];
  const disk = (await textBelow(root, `${folder}/partition`)) === null ? folder : folder.replace(/\/[^/]+$/, '');
  const slaves = await namesBelow(root, `${disk}/slaves`);
  const below = await Promise.all(slaves.map((slave) => blockFolders(root, `class/block/${slave}`)));
  return [folder, ...below.flat()];
};

/** Major and minor of a device file, as `/sys/dev/block` names them. */
const numberOf = async (file: string): Promise<string | null> => {
  try {
    const { rdev } = await stat(file);
    return rdev === 0 ? null : `${(rdev >> 8) & 0xfff}:${(rdev & 0xff) | ((rdev >> 12) & 0xfff00)}`;
  } catch (error) {
    errnoOf(error);
    return null;
  }
};

/** Octal escapes of the tables in /proc. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));

const mounts = async ({ root, proc }: Machine): Promise<readonly Resting[]> => {
  const lines = ((await textBelow(proc, 'self/mountinfo')) ?? '').split('\n');
  const found = await Promise.all(
    lines.map(async (line): Promise<Resting | null> => {
      const [before = '', after = ''] = line.split(' - ');
      const [, , device = '', , where = ''] = before.split(' ');
      const [, source = ''] = after.split(' ');
      // Some file systems (btrfs) have a number of their own; then the source says which disk it is.
      const number = device.startsWith('0:') && source.startsWith('/dev/') ? await numberOf(unescaped(source)) : device;
      const folders = number === null ? [] : await blockFolders(root, `dev/block/${number}`);
      if (folders.length === 0) return null;
      const text = safeText(`${unescaped(where)} on ${unescaped(source)}`);
      return { stake: { kind: 'mount', text, own: where === '/' ? 'disk' : null }, folders };
    }),
  );
  return found.filter((one) => one !== null);
};

const swaps = async ({ root, proc }: Machine): Promise<readonly Resting[]> => {
  const files = ((await textBelow(proc, 'swaps')) ?? '').split('\n').slice(1);
  const found = await Promise.all(
    files.map(async (line): Promise<Resting | null> => {
      const file = unescaped(line.split(/\s/)[0] ?? '');
      const number = file.startsWith('/') ? await numberOf(file) : null;
      const folders = number === null ? [] : await blockFolders(root, `dev/block/${number}`);
      return folders.length === 0 ? null : { stake: { kind: 'swap', text: safeText(file), own: null }, folders };
    }),
  );
  return found.filter((one) => one !== null);
};

/** Links that the default routes leave by, for both versions of IP. */
const routedLinks = async ({ proc }: Machine): Promise<readonly string[]> => {
  const four = ((await textBelow(proc, 'net/route')) ?? '').split('\n').map((line) => line.split(/\s+/));
  const six = ((await textBelow(proc, 'net/ipv6_route')) ?? '').split('\n').map((line) => line.trim().split(/\s+/));
  return [
    ...four.flatMap(([link, destination]) => (destination === '00000000' && link !== undefined ? [link] : [])),
    ...six.flatMap((words) => (/^0+$/.test(words[0] ?? '') && words[1] === '00' ? (words[9] ?? []) : [])),
  ].filter((link) => link !== 'lo');
};

/** Links that hold the address this session came in by. */
const sessionLinks = (ssh: string | null): readonly string[] => {
  const address = ssh?.split(' ')[2]?.replace(/%.*$/, '');
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    addresses?.some((one) => one.address === address) === true ? [name] : [],
  );
};

/** The device a link is, and those below a bridge, a bond or a VLAN. */
const linkFolders = async (root: string, link: string): Promise<readonly string[]> => {
  const folder = await realBelow(root, `class/net/${link}`);
  if (folder === null) return [];
  const lower = (await namesBelow(root, folder)).filter((name) => name.startsWith('lower_'));
  const below = await Promise.all(lower.map((name) => linkFolders(root, name.slice('lower_'.length))));
  return [folder, ...below.flat()];
};

const links = async (machine: Machine): Promise<readonly Resting[]> => {
  const { root } = machine;
  const own = new Set([...(await routedLinks(machine)), ...sessionLinks(machine.ssh)]);
  return Promise.all(
    (await namesBelow(root, 'class/net')).map(async (link): Promise<Resting> => {
      const state = (await textBelow(root, `class/net/${link}/operstate`)) ?? 'unknown';
      const why = own.has(link) ? ', this machine is reached over it' : '';
      return {
        stake: { kind: 'network', text: safeText(`${link}, ${state}${why}`), own: own.has(link) ? 'network' : null },
        folders: await linkFolders(root, link),
      };
    }),
  );
};

/** Terminals on hardware: serial ports, and which of them the kernel logs to. */
const consoles = async ({ root, proc }: Machine): Promise<readonly Resting[]> => {
  const logged = new Set(
    ((await textBelow(proc, 'consoles')) ?? '').split('\n').map((line) => line.split(/\s/)[0] ?? ''),
  );
  const names = (await namesBelow(root, 'class/tty')).filter((name) => !/^(tty\d*|console|ptmx)$/.test(name));
  return Promise.all(
    names.map(async (name): Promise<Resting> => {
      const folder = await realBelow(root, `class/tty/${name}`);
      const text = safeText(logged.has(name) ? `${name}, a console of the kernel` : name);
      return { stake: { kind: 'console', text, own: null }, folders: folder === null ? [] : [folder] };
    }),
  );
};

/** Disks without a mount of their own: unmounted is not unused. */
const disks = async ({ root }: Machine): Promise<readonly Resting[]> =>
  Promise.all(
    (await namesBelow(root, 'class/block')).map(async (name): Promise<Resting> => {
      const folder = await realBelow(root, `class/block/${name}`);
      const partition = (await textBelow(root, `class/block/${name}/partition`)) !== null;
      return {
        stake: { kind: 'disk', text: safeText(name), own: null },
        folders: folder === null || partition ? [] : [folder],
      };
    }),
  );

/** Everything that rests on a device of this machine, the weightiest first. */
export const stakesOf = async (machine: Machine): Promise<readonly Resting[]> =>
  (await Promise.all([mounts(machine), swaps(machine), links(machine), consoles(machine), disks(machine)])).flat();
