/** Where each write lives in sysfs, both ways: from an action to path and value, and from path and value to an action. */
import type { WriteAction } from '../action.js';
import type { DevicePath } from '../device.js';
import { moduleFolder } from '../rules/module.js';
import type { DialectId } from './dialect.js';

/** A write as it is made: `path` below sysfs without a leading slash, `value` without its newline. */
export interface SysfsWrite {
  readonly path: string;
  readonly value: string;
}

/** What an address needs to know of a device. `bus` as sysfs names it. */
export interface Addressee {
  readonly id: string;
  readonly bus: string;
  readonly driver?: string | null;
}

export type AttributeKind = Extract<WriteAction, { readonly device: DevicePath; readonly value: string }>['kind'];

/** File below the device's folder, per kind of write. */
export const files: Readonly<Record<AttributeKind, string>> = {
  trust: 'trust',
  lock: 'tsm/lock',
  unlock: 'tsm/unlock',
  accept: 'tsm/accept',
  connect: 'tsm/connect',
  disconnect: 'tsm/disconnect',
  authorized: 'authorized',
  key: 'key',
  driver_override: 'driver_override',
};

const kinds: ReadonlyMap<string, AttributeKind> = new Map(
  (Object.keys(files) as AttributeKind[]).map((kind) => [files[kind], kind]),
);

/** Writes a dialect does not have. Stock kernels have no `trust` and no lock; the v2 patches have `tsm/accept`, March has not. */
const without: Readonly<Record<DialectId, readonly WriteAction['kind'][]>> = {
  'stock-7.3': ['trust', 'lock', 'unlock', 'accept', 'autoprobe', 'modules_autoprobe'],
  v2: ['trust', 'autoprobe'],
  march: ['accept'],
  july: ['trust', 'accept', 'autoprobe'],
  september: ['trust', 'lock', 'unlock', 'accept', 'autoprobe', 'modules_autoprobe'],
};

/** True when the dialect has a file for this kind of write. */
const hasWrite = (dialect: DialectId, kind: WriteAction['kind']): boolean => !without[dialect].includes(kind);

/** Files that can only be written, each with the one that stands beside it and can be read. */
const writeOnly: readonly (readonly [AttributeKind, AttributeKind])[] = [
  ['unlock', 'lock'],
  ['disconnect', 'connect'],
];

/** A file of a device that takes a value, and the kind of write that is. */
export interface WritableFile {
  readonly file: string;
  readonly kind: AttributeKind;
  readonly readable: boolean;
}

/**
 * The files of a device to which any value may be written, as far as the model knows what comes of it. Never `key`: it is
 * a secret, and a write is recorded with its value.
 * @param has True for a file that was found at the device; of those that cannot be read, what stands beside them speaks.
 */
export const writableFiles = (dialect: DialectId, has: (file: string) => boolean): readonly WritableFile[] =>
  (Object.keys(files) as AttributeKind[]).flatMap((kind): WritableFile[] => {
    if (kind === 'key' || !hasWrite(dialect, kind)) return [];
    const beside = writeOnly.find(([only]) => only === kind)?.[1];
    return has(files[beside ?? kind]) ? [{ file: files[kind], kind, readable: beside === undefined }] : [];
  });

const modulesAutoprobe = 'module/module/parameters/modules_autoprobe';

/** The write that means `action`. `device` is the one the action names; policies of modules, buses and IOMMU groups name none and ignore it. */
export const writeOf = (action: WriteAction, device: Addressee): SysfsWrite => {
  switch (action.kind) {
    case 'bind':
    case 'unbind':
      return { path: `bus/${device.bus}/drivers/${action.driver}/${action.kind}`, value: device.id };
    case 'drivers_probe':
      return { path: `bus/${device.bus}/drivers_probe`, value: device.id };
    case 'autoprobe':
      return { path: `module/${moduleFolder(action.driver)}/autoprobe`, value: action.value };
    case 'modules_autoprobe':
      return { path: modulesAutoprobe, value: action.value };
    case 'drivers_autoprobe':
      return { path: `bus/${action.bus}/drivers_autoprobe`, value: action.value };
    case 'iommu_type':
      return { path: `kernel/iommu_groups/${action.group}/type`, value: action.value };
    default:
      return { path: `bus/${device.bus}/devices/${device.id}/${files[action.kind]}`, value: action.value };
  }
};

/** Finds a device by bus and the kernel's name of it; null when it is not there. */
export type FindDevice = (bus: string, id: string) => DevicePath | null;

const modelBuses = ['pci', 'thunderbolt', 'usb'];

/** The device's path and the file below it, of a path that goes through a bus or names the device's own folder. */
const locate = (path: string, find: FindDevice): { device: DevicePath; file: string } | null => {
  const file = [...kinds.keys()].find((each) => path.endsWith(`/${each}`));
  if (file === undefined) return null;
  const folder = path.slice(0, -file.length - 1);
  const throughBus = /^bus\/([^/]+)\/devices\/([^/]+)$/.exec(folder);
  const id = throughBus?.[2] ?? (folder.startsWith('devices/') ? folder.slice(folder.lastIndexOf('/') + 1) : undefined);
  if (id === undefined) return null;
  for (const bus of throughBus?.[1] === undefined ? modelBuses : [throughBus[1]]) {
    const device = find(bus, id);
    if (device !== null && (throughBus !== null || device === folder)) return { device, file };
  }
  return null;
};

const driverAction = (write: SysfsWrite, find: FindDevice): WriteAction | null => {
  const bound = /^bus\/([^/]+)\/drivers\/([^/]+)\/(bind|unbind)$/.exec(write.path);
  if (bound !== null) {
    const [, bus = '', driver = '', kind] = bound;
    const device = find(bus, write.value);
    return device === null ? null : { kind: kind === 'bind' ? 'bind' : 'unbind', device, driver };
  }
  const probed = /^bus\/([^/]+)\/drivers_probe$/.exec(write.path);
  if (probed !== null) {
    const device = find(probed[1] ?? '', write.value);
    return device === null ? null : { kind: 'drivers_probe', device };
  }
  return null;
};

const policyAction = ({ path, value }: SysfsWrite): WriteAction | null => {
  const bus = /^bus\/([^/]+)\/drivers_autoprobe$/.exec(path)?.[1];
  if (bus !== undefined) return { kind: 'drivers_autoprobe', bus, value };
  const group = /^kernel\/iommu_groups\/(\d+)\/type$/.exec(path)?.[1];
  if (group !== undefined) return { kind: 'iommu_type', group, value };
  if (path === modulesAutoprobe) return { kind: 'modules_autoprobe', value };
  const module = /^module\/([^/]+)\/autoprobe$/.exec(path);
  return module === null ? null : { kind: 'autoprobe', driver: module[1] ?? '', value };
};

/**
 * The action that a write means in a dialect, or null when the model knows no such attribute or device.
 * Takes paths through `bus/` and device folders below `devices/`; one newline at the end of `value` is dropped.
 */
export const actionOf = (dialect: DialectId, write: SysfsWrite, find: FindDevice): WriteAction | null => {
  const text = { path: write.path, value: write.value.replace(/\n$/, '') };
  const located = locate(text.path, find);
  const kind = located === null ? undefined : kinds.get(located.file);
  const action =
    located !== null && kind !== undefined
      ? { kind, device: located.device, value: text.value }
      : (driverAction(text, find) ?? policyAction(text));
  return action !== null && hasWrite(dialect, action.kind) ? action : null;
};
