/** The whole virtual sysfs of a simulated machine: device folders, and the buses, classes, modules and groups that link to them. */
import type { DevicePath } from '../../../shared/model/device.js';
import { moduleFolder } from '../../../shared/model/rules/module.js';
import type { Node } from './nodes.js';
import { bridgeFiles, domainFiles, interfaceFiles, routerFiles, tsmFiles, usbFiles } from './otherFolders.js';
import { pciFiles } from './pciFolder.js';
import {
  folder,
  link,
  nested,
  readOnly,
  readWrite,
  writeOnly,
  type Contents,
  type Entry,
  type Folder,
} from './sysfs.js';
import { ueventFile } from './uevent.js';
import { busOf, driverOf, isThere, type World } from './world.js';

const buses = ['pci', 'thunderbolt', 'usb'] as const;

type Names = Pick<Folder, 'get' | 'names'>;

/** What stands for a node in a folder, and for which nodes it does; for all that are there unless said otherwise. */
interface Shown {
  readonly entry: (node: Node) => Entry;
  readonly passes?: (node: Node) => boolean;
}

/** Names that come and go: one per node that passes. */
const living = (world: World, nodes: readonly Node[], { entry, passes = () => true }: Shown): Names => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const shown = (node: Node | undefined): node is Node => node !== undefined && isThere(world, node) && passes(node);
  return {
    get: (id) => {
      const node = byId.get(id);
      return shown(node) ? entry(node) : null;
    },
    names: () => nodes.filter(shown).map((node) => node.id),
  };
};

const linked = (node: Node): Entry => link(node.path);

const both = (one: Names, two: Names): Names => ({
  get: (name) => one.get(name) ?? two.get(name),
  names: () => [...one.names(), ...two.names()],
});

const filesOf = (world: World, node: Node): Contents => {
  switch (node.kind) {
    case 'pci':
      return pciFiles(world, node);
    case 'bridge':
      return bridgeFiles(world, node).files;
    case 'domain':
      return domainFiles(node);
    case 'router':
      return routerFiles(world, node);
    case 'usb':
      return usbFiles(world, node);
    case 'interface':
      return interfaceFiles(node);
    case 'tsm':
      return tsmFiles(node);
  }
};

/** Links out of a device's folder. */
const linksOf = (world: World, node: Node): Contents => {
  const bus = busOf(node);
  const functions = world.nodes.filter((one) => one.kind === 'pci' && one.slot.physical === node.id);
  const physical =
    node.kind === 'pci' && node.slot.physical !== undefined
      ? world.nodes.find((one) => one.id === node.slot.physical)
      : undefined;
  return {
    ...(bus === null ? {} : { subsystem: link(`bus/${bus}`) }),
    ...(node.kind === 'tsm' ? { subsystem: link('class/tsm') } : {}),
    driver: () => {
      const driver = driverOf(world, node);
      return driver === null || bus === null ? null : link(`bus/${bus}/drivers/${driver}`);
    },
    ...(node.kind === 'pci' && node.slot.group !== undefined
      ? { iommu_group: link(`kernel/iommu_groups/${node.slot.group}`) }
      : {}),
    ...(physical === undefined ? {} : { physfn: link(physical.path) }),
    ...Object.fromEntries(functions.map((one, index) => [`virtfn${index}`, link(one.path)])),
  };
};

/** Every node's children, and every node's folder as far as it is made. */
interface Layout {
  readonly children: ReadonlyMap<string, readonly Node[]>;
  readonly folders: Map<DevicePath, Folder>;
}

const deviceFolder = (world: World, node: Node, { children, folders }: Layout): Folder => {
  const below = children.get(node.path) ?? [];
  // A TSM sits in a folder named after its class.
  const direct = below.filter((child) => child.kind !== 'tsm');
  const tsms = below.filter((child) => child.kind === 'tsm');
  const into = (child: Node): Entry => folders.get(child.path) ?? folder({});
  const more = living(world, direct, { entry: into });
  const files: Contents = {
    ...filesOf(world, node),
    ...linksOf(world, node),
    uevent: ueventFile(world, node),
    ...(tsms.length === 0 ? {} : { tsm: folder({}, living(world, tsms, { entry: into })) }),
  };
  return nested(files, node.kind === 'bridge' ? both(bridgeFiles(world, node).more, more) : more);
};

const parentPath = (node: Node): string => {
  const above = node.path.slice(0, node.path.lastIndexOf('/'));
  return node.kind === 'tsm' ? above.slice(0, above.lastIndexOf('/')) : above;
};

const driverFolder = (world: World, bus: string, driver: string): Folder => {
  const nodes = world.nodes.filter((node) => busOf(node) === bus);
  const module: Contents =
    world.machine().drivers[driver]?.builtIn === true ? {} : { module: link(`module/${moduleFolder(driver)}`) };
  const bound = living(world, nodes, { entry: linked, passes: (node) => driverOf(world, node) === driver });
  return folder({ bind: writeOnly(), unbind: writeOnly(), uevent: writeOnly(() => null), ...module }, bound);
};

/** The drivers of a bus: those some device of it matches or names. */
const driversOnBus = (world: World, bus: string): readonly string[] => {
  const names = new Set<string>();
  for (const node of world.nodes) {
    if (busOf(node) !== bus) continue;
    if (node.kind === 'interface') names.add(node.usb.interfaceDriver);
    else if (node.state !== null && node.state.match !== null) names.add(node.state.match);
  }
  if (bus === 'pci') names.add('vfio-pci');
  return [...names].sort();
};

const busFolder = (world: World, bus: (typeof buses)[number]): Folder => {
  const nodes = world.nodes.filter((node) => busOf(node) === bus);
  return folder({
    devices: folder({}, living(world, nodes, { entry: linked })),
    drivers: folder(
      Object.fromEntries(driversOnBus(world, bus).map((driver) => [driver, driverFolder(world, bus, driver)])),
    ),
    drivers_probe: writeOnly(),
    drivers_autoprobe: readWrite(
      () => (world.busAutoprobe(bus) ? '1' : '0'),
      // drivers_autoprobe_store() looks at the first character only and refuses nothing.
      (value) => {
        world.setBusAutoprobe(bus, !value.startsWith('0'));
        return null;
      },
    ),
  });
};

const groupFolder = (world: World, nodes: readonly Node[]): Folder =>
  folder({
    // Read-only here: the model has no domain types to switch between.
    type: readOnly(() => {
      const states = nodes.map((node) => world.machine().devices[node.path]?.dma);
      if (states.every((dma) => dma === 'blocked')) return 'blocked';
      return states.includes('bounced') ? 'DMA' : 'DMA-FQ';
    }),
    reserved_regions: readOnly(() => '0x00000000fee00000 0x00000000feefffff msi'),
    devices: folder({}, living(world, nodes, { entry: linked })),
  });

const groups = (world: World): Folder => {
  const members = new Map<number, Node[]>();
  for (const node of world.nodes) {
    if (node.kind !== 'pci' || node.slot.group === undefined) continue;
    members.set(node.slot.group, [...(members.get(node.slot.group) ?? []), node]);
  }
  return folder(Object.fromEntries([...members].map(([number, nodes]) => [String(number), groupFolder(world, nodes)])));
};

const modules = (world: World): Folder => {
  const loaded = Object.entries(world.machine().drivers).filter(([, module]) => !module.builtIn);
  const filesOfModule = (driver: string): Folder =>
    folder({
      autoprobe: readWrite(() => (world.machine().drivers[driver]?.autoprobe === false ? '0' : '1')),
      initstate: readOnly(() => 'live'),
    });
  const parameters = folder({ modules_autoprobe: readWrite(() => (world.machine().modulesAutoprobe ? 'Y' : 'N')) });
  return folder({
    module: folder({ parameters }),
    ...Object.fromEntries(loaded.map(([driver]) => [moduleFolder(driver), filesOfModule(driver)])),
  });
};

/** A time to set, decimal: up to 99 999.999 ms. */
const milliseconds = (get: () => number, set: (ms: number) => void): Entry =>
  readWrite(
    () => String(get()),
    (value) => {
      if (!/^\d{1,5}(\.\d{1,3})?$/.test(value)) return 'EINVAL';
      set(Number(value));
      return null;
    },
  );

/** Reads each device that has something wrong with what it signs, a line each. */
const evidenceFile = (faults: World['evidenceFaults']): Entry =>
  readWrite(
    () => faults.lines().join('\n'),
    (line) => faults.write(line),
  );

const kernel = (world: World): Folder =>
  folder({
    uevent_seqnum: readOnly(() => String(world.seqnum())),
    iommu_groups: groups(world),
    debug: folder({
      lockstep_trust: folder({
        inject: writeOnly(world.inject),
        evidence: evidenceFile(world.evidenceFaults),
        latency: milliseconds(world.latency, world.setLatency),
        detection: milliseconds(world.detection, world.setDetection),
      }),
    }),
  });

/** The root of sysfs, and every device's folder by its path. */
export const treeOf = (world: World): { readonly root: Folder; readonly folders: ReadonlyMap<DevicePath, Folder> } => {
  const children = new Map<string, Node[]>();
  for (const node of world.nodes) children.set(parentPath(node), [...(children.get(parentPath(node)) ?? []), node]);
  const folders = new Map<DevicePath, Folder>();
  for (const node of world.nodes) folders.set(node.path, deviceFolder(world, node, { children, folders }));
  const into = (node: Node): Entry => folders.get(node.path) ?? folder({});
  const virtual = world.nodes.filter((node) => node.path.startsWith('devices/virtual/'));
  const tsms = world.nodes.filter((node) => node.kind === 'tsm');
  const root = folder({
    devices: folder(
      virtual.length === 0 ? {} : { virtual: folder({ tsm: folder({}, living(world, virtual, { entry: into })) }) },
      living(
        world,
        world.nodes.filter((node) => node.kind === 'bridge'),
        { entry: into },
      ),
    ),
    bus: folder(Object.fromEntries(buses.map((bus) => [bus, busFolder(world, bus)]))),
    class: folder({
      tsm: folder({}, living(world, tsms, { entry: linked })),
    }),
    module: modules(world),
    kernel: kernel(world),
  });
  return { root, folders };
};
