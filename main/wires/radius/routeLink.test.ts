/** The link a session came in by is told from the kernel's routing tables, as they stand in /proc. */
import { describe, expect, it } from 'vitest';
import { routeLink } from './routeLink.js';

const four = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	010200C0	0003	0	0	100	00000000	0	0	0
eth1	0064A8C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
`;
const six = `20010db8000000000000000000000000 20 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth2
00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0
00000000000000000000000000000001 80 00000000000000000000000000000000 00 00000000000000000000000000000000 00000000 00000002 00000000 80200001       lo
`;

describe('routeLink', () => {
  it.each([
    ['192.168.100.7', 'eth1'],
    ['198.51.100.1', 'eth0'],
    ['::ffff:192.168.100.7', 'eth1'],
    ['2001:db8::7', 'eth2'],
    ['2001:db9::7', 'eth0'],
    ['::1', null],
    ['fe80::7%eth2', 'eth2'],
    ['nonsense', null],
  ])('sends what is for %s over %s', (address, link) => {
    expect(routeLink(address, { four, six })).toBe(link);
  });
});
