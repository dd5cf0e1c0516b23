/** What stands on devices of this machine: mounted disks, swap, network links, consoles. Each with the sysfs folders it rests on. */
import type { Stake } from '../../../shared/facts/radius.js';
import { safeText } from '../../../shared/facts/safeText.js';
import type { Place } from './place.js';

/** A stake and the device folders below sysfs that it rests on, through partitions, volumes and bridges. */
export interface Resting {
  readonly stake: Stake;
  readonly folders: readonly string[];
}

/** A block device and all it is made of: partitions lie in their disk's folder, volumes name their `slaves`. */
const blockFolders = async (place: Place, path: string): Promise<readonly string[]> => {
  const folder = await place.real(path);
  if (folder === null) return [];
  const disk = (await place.text(`${folder}/partition`)) === null ? folder : folder.replace(/\/[^/]+$/, '');
  const slaves = await place.names(`${disk}/slaves`);
  const below = await Promise.all(slaves.map((slave) => blockFolders(place, `class/block/${slave}`)));
  return [folder, ...below.flat()];
};

/** Octal escapes of the tables in /proc. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));

const mounts = async (place: Place): Promise<readonly Resting[]> => {
  const lines = ((await place.proc('self/mountinfo')) ?? '').split('\n');
  const found = await Promise.all(
    lines.map(async (line): Promise<Resting | null> => {
      const [before = '', after = ''] = line.split(' - ');
      const [, , device = '', , where = ''] = before.split(' ');
      const [, source = ''] = after.split(' ');
      // Some file systems (btrfs) have a number of their own; then the source says which disk it is. Others are on none.
      const named = source.startsWith('/dev/') ? source : null;
      const number = !device.startsWith('0:') ? device : named && (await place.deviceNumber(unescaped(named)));
      const folders = number === null ? [] : await blockFolders(place, `dev/block/${number}`);
      if (folders.length === 0) return null;
      const text = safeText(`${unescaped(where)} on ${unescaped(source)}`);
      return { stake: { kind: 'mount', text, own: where === '/' ? 'disk' : null }, folders };
    }),
  );
  return found.filter((one) => one !== null);
};

const swaps = async (place: Place): Promise<readonly Resting[]> => {
  const files = ((await place.proc('swaps')) ?? '').split('\n').slice(1);
  const found = await Promise.all(
    files.map(async (line): Promise<Resting | null> => {
      const file = unescaped(line.split(/\s/)[0] ?? '');
      const number = file.startsWith('/') ? await place.deviceNumber(file) : null;
      const folders = number === null ? [] : await blockFolders(place, `dev/block/${number}`);
      return folders.length === 0 ? null : { stake: { kind: 'swap', text: safeText(file), own: null }, folders };
    }),
  );
  return found.filter((one) => one !== null);
};

/** Links that the default routes leave by, for both versions of IP. */
const routedLinks = async (place: Place): Promise<readonly string[]> => {
  const tables = await Promise.all([place.proc('net/route'), place.proc('net/ipv6_route')]);
  const [four, six] = tables.map((text) => (text ?? '').split('\n').map((line) => line.trim().split(/\s+/)));
  return [
    ...(four ?? []).flatMap(([link, destination]) => (destination === '00000000' && link !== undefined ? [link] : [])),
    ...(six ?? []).flatMap((words) => (/^0+$/.test(words[0] ?? '') && words[1] === '00' ? (words[9] ?? []) : [])),
  ].filter((link) => link !== 'lo');
};

/** The device a link is, and those below a bridge, a bond or a VLAN. */
const linkFolders = async (place: Place, link: string): Promise<readonly string[]> => {
  const [folder, lower] = await Promise.all([
    place.real(`class/net/${link}`),
    place.names(`class/net/${link}`, 'lower_'),
  ]);
  if (folder === null) return [];
  const below = await Promise.all(lower.map((name) => linkFolders(place, name.slice('lower_'.length))));
  return [folder, ...below.flat()];
};

const links = async (place: Place): Promise<readonly Resting[]> => {
  const [routed, session, names] = await Promise.all([
    routedLinks(place),
    place.sessionLinks(),
    place.names('class/net'),
  ]);
  const own = new Set([...routed, ...session]);
  return Promise.all(
    names.map(async (link): Promise<Resting> => {
      const [state, folders] = await Promise.all([place.text(`class/net/${link}/operstate`), linkFolders(place, link)]);
      const why = own.has(link) ? ', this machine is reached over it' : '';
      const text = safeText(`${link}, ${state ?? 'unknown'}${why}`);
      return { stake: { kind: 'network', text, own: own.has(link) ? 'network' : null }, folders };
    }),
  );
};

/** Terminals on hardware: serial ports, and which of them the kernel logs to. */
const consoles = async (place: Place): Promise<readonly Resting[]> => {
  const [said, all] = await Promise.all([place.proc('consoles'), place.names('class/tty')]);
  const logged = new Set((said ?? '').split('\n').map((line) => line.split(/\s/)[0] ?? ''));
  const names = all.filter((name) => !/^(tty\d*|console|ptmx)$/.test(name));
  return Promise.all(
    names.map(async (name): Promise<Resting> => {
      const folder = await place.real(`class/tty/${name}`);
      const text = safeText(logged.has(name) ? `${name}, a console of the kernel` : name);
      return { stake: { kind: 'console', text, own: null }, folders: folder === null ? [] : [folder] };
    }),
  );
};

/** Disks without a mount of their own: unmounted is not unused. */
const disks = async (place: Place): Promise<readonly Resting[]> =>
  Promise.all(
    (await place.names('class/block')).map(async (name): Promise<Resting> => {
      const [folder, partition] = await Promise.all([
        place.real(`class/block/${name}`),
        place.text(`class/block/${name}/partition`),
      ]);
      return {
        stake: { kind: 'disk', text: safeText(name), own: null },
        folders: folder === null || partition !== null ? [] : [folder],
      };
    }),
  );

/** Everything that rests on a device of this machine, the weightiest first. */
export const stakesOf = async (place: Place): Promise<readonly Resting[]> =>
  (await Promise.all([mounts(place), swaps(place), links(place), consoles(place), disks(place)])).flat();
