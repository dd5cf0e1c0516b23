/** Which devices a write may change: those to read again after it. */
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { DevicePath } from '../../shared/model/device.js';

const deviceIn = (snapshot: Snapshot, path: string): DevicePath | null => {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const found = snapshot.devices[at as DevicePath];
    if (found !== undefined) return found.path;
  }
  return null;
};

const byId = (snapshot: Snapshot, id: string, bus: string | null): DevicePath | null =>
  Object.values(snapshot.devices).find((device) => device.id === id && (bus === null || device.bus === bus))?.path ??
  null;

/**
 * The device a write speaks of: by its own folder (`devices/…`, `bus/B/devices/ID/…`), or named in the value
 * (`bind`, `unbind`, `drivers_probe`, the simulator's `inject`). Null when it speaks of none.
 */
export const deviceOfWrite = (path: string, value: string, snapshot: Snapshot): DevicePath | null => {
  if (path.startsWith('devices/')) return deviceIn(snapshot, path);
  const named = /^bus\/([^/]+)\/devices\/([^/]+)\//.exec(path);
  if (named) return byId(snapshot, named[2] ?? '', named[1] ?? '');
  const bus = /^bus\/([^/]+)\/drivers(?:_probe|\/[^/]+\/(?:un)?bind)$/.exec(path)?.[1];
  if (bus !== undefined) return byId(snapshot, value.trim(), bus);
  if (path.startsWith('kernel/debug/')) return byId(snapshot, value.trim().split(/\s+/)[1] ?? '', null);
  return null;
};

/** The IOMMU group that a write speaks of, as its folder; none when it speaks of none. */
export const groupOfWrite = (path: string): readonly string[] =>
  /^kernel\/iommu_groups\/[^/]+(?=\/)/.exec(path)?.slice(0, 1) ?? [];

/** Every folder above a path, nearest first. */
const above = (path: string): readonly string[] => {
  const found: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) found.push(path.slice(0, end));
  return found;
};

/** True when a folder, or one above it, is among `roots`. */
export const isBelow = (path: string, roots: ReadonlySet<string>): boolean =>
  roots.has(path) || above(path).some((folder) => roots.has(folder));

/** As {@link withRelatives}, of many devices in one pass: a burst names hundreds, and a big machine has 100,000 folders. */
export const withAllRelatives = (devices: ReadonlySet<string>, folders: Iterable<string>): ReadonlySet<string> => {
  const ancestors = new Set([...devices].flatMap(above));
  const found = new Set(devices);
  if (devices.size === 0) return found;
  for (const path of folders) if (ancestors.has(path) || isBelow(path, devices)) found.add(path);
  return found;
};

/** A device and what stands above it: a stream to it is counted at its host bridge. */
export const withAncestors = (device: string, folders: Iterable<string>): readonly string[] =>
  [...folders].filter((path) => path === device || device.startsWith(`${path}/`));

/**
 * A device with what stands above and below it: a driver that leaves takes its children along, and a stream to a device
 * is counted at its host bridge. `folders` may name other folders too (USB interfaces).
 */
export const withRelatives = (device: DevicePath, folders: Iterable<string>): readonly string[] =>
  [...folders].filter((path) => path === device || path.startsWith(`${device}/`) || device.startsWith(`${path}/`));
