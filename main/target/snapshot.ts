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

const pciIdentity = (raw: RawDevice, parent: string | null): Identity => {
  const ids = pairOf(text(raw, 'vendor'), text(raw, 'device'));
  const { kind, name } = classOf(text(raw, 'class'));
  const port: DeviceKind = parent !== null && hostBridge.test(idOf(parent)) ? 'root-port' : 'switch-port';
  return {
    kind: raw.links.physfn !== undefined ? 'virtual-function' : kind === 'switch-port' ? port : kind,
    name: products[ids] ?? name,
    ids,
  };
};

const identityOf = (raw: RawDevice, parent: string | null, interfaces: readonly RawDevice[]): Identity => {
  const id = idOf(raw.path);
  const bus = busOf(raw);
  const bridge = hostBridge.exec(id)?.[1];
  if (bus === '' && bridge !== undefined) return { kind: 'host-bridge', name: `PCIe host bridge ${bridge}`, ids: '' };
  if (bus === 'pci') return pciIdentity(raw, parent);
  if (bus === 'usb') {
    // Root hubs name the kernel as their maker (vendor 1d6b).
    const maker = text(raw, 'idVendor') === '1d6b' ? null : text(raw, 'manufacturer');
    return {
      kind: usbKind(raw, interfaces),
      name: joined(maker, text(raw, 'product')) || 'USB device',
      ids: pairOf(text(raw, 'idVendor'), text(raw, 'idProduct')),
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

/** USB interfaces by the path of the device they belong to. */
const usbInterfaces = (raws: readonly RawDevice[]): ReadonlyMap<string, readonly RawDevice[]> => {
  const found = new Map<string, RawDevice[]>();
  for (const raw of raws) {
    if (busOf(raw) !== 'usb' || !idOf(raw.path).includes(':')) continue;
    const owner = raw.path.slice(0, raw.path.lastIndexOf('/'));
    found.set(owner, [...(found.get(owner) ?? []), raw]);
  }
  return found;
};

/** Raw bytes of configuration space stay out of the snapshot (8 KB of hex a device): their facts are in it, and they can be read when asked for. */
const kept = (attrs: Readonly<Record<string, Reading>>): Readonly<Record<string, Reading>> => {
  const { config: _bytes, ...rest } = attrs;
  return rest;
};

/** Everything a sweep told. `previous` lends what was learnt before (which driver matches); `at` is when the sweep began. */
export const snapshotOf = (sweep: {
  readonly uri: string;
  readonly title: string;
  readonly raw: readonly RawDevice[];
  readonly readings: Readonly<Record<string, Reading>>;
  readonly at: Millis;
  readonly previous?: Snapshot | null;
}): Snapshot => {
  const dialect = detectDialect(sweep.raw, sweep.readings, sweep.at);
  const raws = new Map(sweep.raw.filter(shown).map((raw) => [raw.path, raw]));
  const interfaces = usbInterfaces(sweep.raw);
  const devices: Record<DevicePath, Device> = {};
  for (const raw of raws.values()) {
    const path = devicePath(raw.path);
    const parent = parentOf(path, raws);
    const physical = raws.get(raw.links.physfn ?? '');
    const before = sweep.previous?.devices[path]?.facts;
    devices[path] = {
      path,
      id: idOf(path),
      bus: busOf(raw),
      parent,
      ...identityOf(raw, parent, interfaces.get(path) ?? []),
      facts: factsOf(raw, {
        dialect: known(dialect) ?? null,
        at: sweep.at,
        before,
        physical,
        upstream: raws.get(above(above(path))),
      }),
      readings: kept(raw.attrs),
    };
  }
  return {
    target: sweep.uri,
    title: sweep.title,
    at: sweep.at,
    dialect,
    role: detectRole(sweep.raw, sweep.at),
    tsms: tsmsOf(sweep.raw),
    devices,
    readings: sweep.readings,
  };
};
