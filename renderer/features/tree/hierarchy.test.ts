import { describe, expect, it } from 'vitest';
import {
  deviceAt,
  devicesOf,
  inferredFact,
  measuredFact,
  pathOf,
  unknownFact,
} from '../../../test/fixtures/devices.js';
import { groupNote } from './group.js';
import { buildHierarchy, createHierarchies, type Hierarchy } from './hierarchy.js';
import { matchingRows, openRows, type Row } from './rows.js';

const p0 = 'devices/pci0000:00';
const devices = devicesOf([
  deviceAt(p0, { bus: '', kind: 'host-bridge', readings: { available_secure_streams: { value: '3', at: 1 } } }),
  deviceAt(`${p0}/0000:00:02.0/0000:02:00.0`),
  deviceAt(`${p0}/0000:00:02.0`, { kind: 'root-port', name: 'Root port' }),
  deviceAt(`${p0}/0000:00:0a.0`, { kind: 'root-port', name: 'Root port' }),
  deviceAt(`${p0}/0000:00:0a.0/0000:0a:00.0`, {
    kind: 'network',
    name: 'ConnectX-7',
    readings: { sriov_numvfs: { value: '2', at: 1 } },
  }),
  deviceAt(`${p0}/0000:00:0a.0/0000:0a:00.1`, { kind: 'virtual-function', name: 'VF' }),
  deviceAt(`${p0}/0000:00:0a.0/0000:0a:00.2`, { kind: 'virtual-function', name: 'VF' }),
  deviceAt(`${p0}/0000:00:14.0`, { kind: 'usb-controller' }),
  deviceAt(`${p0}/0000:00:14.0/usb1`, { kind: 'usb-hub', name: 'USB hub' }),
  deviceAt(`${p0}/0000:00:14.0/usb1/1-10`, { kind: 'usb-storage' }),
  deviceAt(`${p0}/0000:00:14.0/usb1/1-2`, { kind: 'usb-device' }),
  deviceAt('devices/pci0000:80/0000:80:01.0', { kind: 'root-port' }),
]);

const drawn = (rows: readonly Row[]): readonly string[] =>
  rows.map(
    ({ node }) => `${'  '.repeat(node.depth)}${node.group?.title ?? node.key.slice(node.key.lastIndexOf('/') + 1)}`,
  );
const all = (hierarchy: Hierarchy) => openRows(hierarchy, new Set());

describe('hierarchy', () => {
  const hierarchy = buildHierarchy(devices);

  it('groups by host bridge and bus, whether the heading is a device or not, and sorts as people count', () => {
    expect(drawn(all(hierarchy))).toEqual([
      'PCI host bridge 0000:00',
      '  0000:00:02.0',
      '    0000:02:00.0',
      '  0000:00:0a.0',
      '    0000:0a:00.0',
      '      0000:0a:00.1',
      '      0000:0a:00.2',
      '  0000:00:14.0',
      'PCI host bridge 0000:80',
      '  0000:80:01.0',
      'USB bus 1',
      '  1-2',
      '  1-10',
    ]);
    expect(hierarchy.nodes[0]?.isDevice).toBe(true);
    expect(hierarchy.nodes[8]?.isDevice).toBe(false);
  });

  it('counts siblings and what is below, for screen readers and folding', () => {
    const node = hierarchy.nodes[hierarchy.indexOf.get(pathOf(`${p0}/0000:00:0a.0`)) ?? -1];
    expect(node).toMatchObject({ place: 2, siblings: 3, below: 3, depth: 1, parent: 0 });
  });

  it('is the same object when only facts change, and another when a device leaves', () => {
    const nvme = pathOf(`${p0}/0000:00:02.0/0000:02:00.0`);
    const facts = { ...deviceAt('x', { facts: { level: measuredFact(0) } }).facts };
    const changed = devicesOf(
      Object.values(devices).map((one) => (one.path === nvme ? { ...one, facts } : { ...one })),
    );
    const hierarchies = createHierarchies();
    const before = hierarchies(devices);
    expect(hierarchies(changed)).toBe(before);
    expect(hierarchies(changed)).toBe(before);
    const { [nvme]: _gone, ...rest } = devices;
    expect(hierarchies(rest).nodes).toHaveLength(before.nodes.length - 1);
  });

  it('holds every device once, also in a snapshot of none and of ten thousand', () => {
    expect(buildHierarchy({}).nodes).toEqual([]);
    const many = Array.from({ length: 10_000 }, (_, at) => {
      const bus = Math.floor(at / 200)
        .toString(16)
        .padStart(2, '0');
      const slot = Math.floor((at % 200) / 8)
        .toString(16)
        .padStart(2, '0');
      return deviceAt(`devices/pci0000:00/0000:${bus}:${slot}.${at % 8}`);
    });
    const big = buildHierarchy(devicesOf(many));
    expect(new Set(big.nodes.filter((node) => node.isDevice).map((node) => node.key)).size).toBe(10_000);
  });
});

describe('rows on show', () => {
  const hierarchy = buildHierarchy(devices);

  it('leave out what is folded away', () => {
    const rows = openRows(hierarchy, new Set([pathOf(`${p0}/0000:00:0a.0`), pathOf(`${p0}/0000:00:14.0/usb1`)]));
    expect(drawn(rows)).not.toContain('    0000:0a:00.0');
    expect(rows.find((row) => row.node.key.endsWith('0a.0'))?.expanded).toBe(false);
    expect(rows.at(-1)).toMatchObject({ expanded: false });
  });

  it('show a match with everything above it, even in a folded branch, and nothing else', () => {
    const rows = matchingRows(hierarchy, (key) => key.endsWith('0a:00.2'));
    expect(drawn(rows)).toEqual([
      'PCI host bridge 0000:00',
      '  0000:00:0a.0',
      '    0000:0a:00.0',
      '      0000:0a:00.2',
    ]);
    expect(rows.map((row) => row.matches)).toEqual([false, false, false, true]);
    expect(matchingRows(hierarchy, () => false)).toEqual([]);
  });

  it('do not claim to be unfolded when nothing below them matches', () => {
    const rows = matchingRows(hierarchy, (key) => key.endsWith('00:02.0'));
    expect(rows.at(-1)).toMatchObject({ expanded: false, matches: true });
  });
});

describe('groupNote', () => {
  it('says what the heading itself reads, and nothing for a heading that is no device', () => {
    expect(groupNote(devices[pathOf(p0)] ?? null)).toBe('3 secure streams free');
    const domain = deviceAt('devices/x/domain0', {
      readings: {
        security: { value: 'user', at: 1 },
        iommu_dma_protection: { value: '1', at: 1 },
        authorized_default: { errno: 'EIO', at: 1 },
      },
      facts: { level: unknownFact, driver: inferredFact(null) },
    });
    expect(groupNote(domain)).toBe('security user, IOMMU protects');
    expect(groupNote(null)).toBe('');
  });
});
