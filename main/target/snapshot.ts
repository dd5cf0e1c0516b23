/** Raw devices of a sweep to one snapshot: parents, kinds, names and facts. Pure, and the same for every wire. */
import type { Device, DeviceKind } from '../../shared/facts/device.js';
import { known } from '../../shared/facts/fact.js';
import type { Millis, Reading } from '../../shared/facts/reading.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { DevicePath } from '../../shared/model/device.js';
import type { RawDevice } from '../wires/wire.js';
import { detectDialect, detectRole, tsmsOf } from './dialect.js';
import { factsOf } from './facts.js';
import { classOf, products } from './names.js';
import { busOf, classNameOf, idOf, text } from './raw.js';
import { safeText } from '../../shared/facts/safeText.js';
import { atOnce, type Steps } from './steps.js';

const hostBridge = /^pci([0-9a-f]{4,}:[0-9a-f]{2})$/;

/** True for what the tree shows: devices on a bus and PCI host bridges; not TSMs, not USB interfaces. */
const shown = (raw: RawDevice): boolean => {
  if (classNameOf(raw) !== '') return false;
  const bus = busOf(raw);
  return bus === 'usb' ? !idOf(raw.path).includes(':') : bus !== '' || hostBridge.test(idOf(raw.path));
};

/** Brands a path as a device's: the one place it is done for targets. */
const devicePath = (path: string): DevicePath => path as DevicePath;

/** Nearest ancestor folder that is a device itself. */
const parentOf = (path: string, devices: ReadonlyMap<string, RawDevice>): DevicePath | null => {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const above = path.slice(0, end);
    if (devices.has(above)) return devicePath(above);
  }
  return null;
};

const above = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

interface Identity {
  readonly kind: DeviceKind;
  readonly name: string;
  readonly ids: string;
}

const usbKind = (raw: RawDevice, interfaces: readonly RawDevice[]): DeviceKind => {
  if (text(raw, 'bDeviceClass') === '09') return 'usb-hub';
  return interfaces.some((one) => text(one, 'bInterfaceClass') === '08') ? 'usb-storage' : 'usb-device';
};

const hex = (value: string | null): string | null => /^(?:0x)?([0-9a-f]{4})$/.exec(value ?? '')?.[1] ?? null;

const pairOf = (vendor: string | null, device: string | null): string => {
  const pair = [hex(vendor), hex(device)];
  return pair.includes(null) ? '' : pair.join(':');
};

/** Maker and product as one name, whichever is there. */
const joined = (maker: string | null, product: string | null): string =>
  safeText([maker ?? '', product ?? ''].filter((part) => part !== '').join(' '));

export interface ProductName {
  readonly maker: string;
  /** Null when only its maker is known. */
  readonly product: string | null;
}

/** Looks up a product by bus and `vendor:device`; null when not even its maker has a name there. */
export type Names = (bus: 'pci' | 'usb', ids: string) => ProductName | null;
const noNames: Names = () => null;

/** What it is called by the list, else its maker and what kind of thing it is. */
const nameOf = (found: ProductName | null, kind: string): string =>
  found === null ? kind : safeText(`${found.maker} ${found.product ?? kind}`);

const pciIdentity = (raw: RawDevice, parent: string | null, names: Names): Identity => {
  const ids = pairOf(text(raw, 'vendor'), text(raw, 'device'));
  const { kind, name } = classOf(text(raw, 'class'));
  const port: DeviceKind = parent !== null && hostBridge.test(idOf(parent)) ? 'root-port' : 'switch-port';
  return {
    kind: raw.links.physfn !== undefined ? 'virtual-function' : kind === 'switch-port' ? port : kind,
    name: products[ids] ?? nameOf(names('pci', ids), name),
    ids,
  };
};

const identityOf = (
  raw: RawDevice,
  parent: string | null,
  { interfaces, names }: { readonly interfaces: readonly RawDevice[]; readonly names: Names },
): Identity => {
  const id = idOf(raw.path);
  const bus = busOf(raw);
  const bridge = hostBridge.exec(id)?.[1];
  if (bus === '' && bridge !== undefined) return { kind: 'host-bridge', name: `PCIe host bridge ${bridge}`, ids: '' };
  if (bus === 'pci') return pciIdentity(raw, parent, names);
  if (bus === 'usb') {
    // Root hubs name the kernel as their maker (vendor 1d6b).
    const maker = text(raw, 'idVendor') === '1d6b' ? null : text(raw, 'manufacturer');
    const ids = pairOf(text(raw, 'idVendor'), text(raw, 'idProduct'));
    return {
      kind: usbKind(raw, interfaces),
      name: joined(maker, text(raw, 'product')) || nameOf(names('usb', ids), 'USB device'),
      ids,
    };
  }
  if (bus === 'thunderbolt') {
    const domain = /^domain(\d+)$/.exec(id)?.[1];
    if (domain !== undefined) return { kind: 'thunderbolt-domain', name: `Thunderbolt domain ${domain}`, ids: '' };
    return {
      kind: 'thunderbolt',
      name: joined(text(raw, 'vendor_name'), text(raw, 'device_name')) || 'Thunderbolt device',
      ids: '',
    };
  }
  return { kind: 'other', name: `${safeText(bus)} device`, ids: '' };
};

const isInterface = (raw: RawDevice): boolean => idOf(raw.path).includes(':') && busOf(raw) === 'usb';

/** USB interfaces by the path of the device they belong to. */
function* usbInterfaces(raws: Iterable<RawDevice>): Steps<ReadonlyMap<string, readonly RawDevice[]>> {
  const found = new Map<string, RawDevice[]>();
  for (const raw of raws) {
    yield;
    if (!isInterface(raw)) continue;
    const owner = above(raw.path);
    found.set(owner, [...(found.get(owner) ?? []), raw]);
  }
  return found;
}

/** Raw bytes of configuration space stay out of the snapshot (8 KB of hex a device): their facts are in it, and they can be read when asked for. */
const kept = (attrs: Readonly<Record<string, Reading>>): Readonly<Record<string, Reading>> => {
  const { config: _bytes, ...rest } = attrs;
  return rest;
};

/** The parts a device's description is made of, besides what it was asked for: all the same means nothing to do again. */
interface Before {
  readonly snapshot: Snapshot;
  readonly raw: ReadonlyMap<string, RawDevice>;
  /** USB interfaces of the sweep before. */
  readonly interfaces: ReadonlyMap<string, readonly RawDevice[]>;
}

function* beforeOf({ previous, previousRaw }: Sweep): Steps<Before | null> {
  if (!previous || !previousRaw) return null;
  return { snapshot: previous, raw: previousRaw, interfaces: yield* usbInterfaces(previousRaw.values()) };
}

const sameList = (a: readonly unknown[] = [], b: readonly unknown[] = []): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

/** What a sweep told, and what was known before it. */
export interface Sweep {
  readonly uri: string;
  readonly title: string;
  readonly raw: readonly RawDevice[];
  readonly readings: Readonly<Record<string, Reading>>;
  /** When it began. */
  readonly at: Millis;
  /** Lends what was learnt before (which driver matches). */
  readonly previous?: Snapshot | null;
  /** With it, a device whose raw is the same object as before is taken over as it is, with the age it had. */
  readonly previousRaw?: ReadonlyMap<string, RawDevice>;
  /** Names of products beyond the few that are built in. */
  readonly names?: Names;
}

/** Devices the tree shows, by path, each after its parents: whoever takes them in order never lacks one. */
function* shownOf(raw: readonly RawDevice[]): Steps<ReadonlyMap<string, RawDevice>> {
  const all = new Map<string, RawDevice>();
  for (const one of raw) {
    yield;
    if (shown(one)) all.set(one.path, one);
  }
  const ordered = new Map<string, RawDevice>();
  for (const one of all.values()) {
    yield;
    const missing: RawDevice[] = [];
    for (let path: string | null = one.path; path !== null && !ordered.has(path); path = parentOf(path, all)) {
      const next = all.get(path);
      if (next !== undefined) missing.push(next);
    }
    for (const next of missing.reverse()) ordered.set(next.path, next);
  }
  return ordered;
}

/** As {@link snapshotOf}, in steps of a device. */
export function* snapshotSteps(sweep: Sweep): Steps<Snapshot> {
  const dialect = detectDialect(sweep.raw, sweep.readings, sweep.at);
  yield;
  const role = detectRole(sweep.raw, sweep.at);
  const tsms = tsmsOf(sweep.raw);
  const raws = yield* shownOf(sweep.raw);
  const interfaces = yield* usbInterfaces(sweep.raw);
  const before = yield* beforeOf(sweep);
  const sameDialect = before !== null && known(before.snapshot.dialect) === known(dialect);
  const devices: Record<DevicePath, Device> = {};
  for (const raw of raws.values()) {
    yield;
    const path = devicePath(raw.path);
    const parent = parentOf(path, raws);
    const physical = raws.get(raw.links.physfn ?? '');
    const upstream = raws.get(above(above(path)));
    const old = sweep.previous?.devices[path];
    const unchanged =
      sameDialect &&
      before.raw.get(path) === raw &&
      before.raw.get(raw.links.physfn ?? '') === physical &&
      before.raw.get(above(above(path))) === upstream &&
      old?.parent === parent &&
      sameList(before.interfaces.get(path), interfaces.get(path));
    if (old !== undefined && unchanged) {
      devices[path] = old;
      continue;
    }
    devices[path] = {
      path,
      id: idOf(path),
      bus: busOf(raw),
      parent,
      ...identityOf(raw, parent, { interfaces: interfaces.get(path) ?? [], names: sweep.names ?? noNames }),
      facts: factsOf(raw, {
        dialect: known(dialect) ?? null,
        at: sweep.at,
        before: old?.facts,
        physical,
        upstream,
      }),
      readings: kept(raw.attrs),
    };
  }
  const { uri, title, at, readings } = sweep;
  return { target: uri, title, at, dialect, role, tsms, devices, readings };
}

/** One snapshot of a sweep, now. Devices stand in it after their parents. */
export const snapshotOf = (sweep: Sweep): Snapshot => atOnce(snapshotSteps(sweep));
