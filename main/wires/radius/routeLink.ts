/** Which link a machine answers an address over, by its own routing tables: the longest prefix wins. */
import { isIPv4, isIPv6 } from 'node:net';

/** Text of `/proc/net/route` and `/proc/net/ipv6_route`. */
export interface Routes {
  readonly four: string;
  readonly six: string;
}

const bitsOfFour = (address: string): bigint =>
  address.split('.').reduce((all, part) => (all << 8n) | BigInt(Number(part)), 0n);

const bitsOfSix = (address: string): bigint => {
  const [head = '', tail] = address.split('::');
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return all.reduce((bits, group) => (bits << 16n) | BigInt(Number.parseInt(group || '0', 16)), 0n);
};

/** The table has them as the machine's own (little-endian) words. */
const wordOf = (hex: string): bigint => BigInt(`0x${(hex.padStart(8, '0').match(/../g) ?? []).reverse().join('')}`);

interface Route {
  readonly link: string;
  readonly net: bigint;
  readonly mask: bigint;
}

const routesOfFour = (text: string): readonly Route[] =>
  text.split('\n').flatMap((line) => {
    const [link = '', net = '', , , , , , mask = ''] = line.trim().split(/\s+/);
    return /^[0-9A-F]{8}$/i.test(net) && /^[0-9A-F]{8}$/i.test(mask)
      ? [{ link, net: wordOf(net), mask: wordOf(mask) }]
      : [];
  });

const routesOfSix = (text: string): readonly Route[] =>
  text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const [net = '', length = ''] = words;
    if (!/^[0-9a-f]{32}$/i.test(net) || !/^[0-9a-f]{2}$/i.test(length)) return [];
    const bits = BigInt(Number.parseInt(length, 16));
    return [{ link: words[9] ?? '', net: BigInt(`0x${net}`), mask: ((1n << bits) - 1n) << (128n - bits) }];
  });

/** Null when no route leads there, or only one back to the machine itself. */
export const routeLink = (address: string, { four, six }: Routes): string | null => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const asFour = isIPv4(mapped);
  if (!asFour && !isIPv6(address)) return null;
  // An address that holds on one link only says which.
  const zone = asFour ? undefined : /%(.+)$/.exec(address)?.[1];
  if (zone !== undefined) return zone === 'lo' ? null : zone;
  const bits = asFour ? bitsOfFour(mapped) : bitsOfSix(address);
  const routes = asFour ? routesOfFour(four) : routesOfSix(six);
  const fitting = routes.filter(({ link, net, mask }) => link !== '' && (bits & mask) === net);
  const best = fitting.reduce<Route | null>((one, two) => (one === null || two.mask > one.mask ? two : one), null);
  return best === null || best.link === 'lo' ? null : best.link;
};
