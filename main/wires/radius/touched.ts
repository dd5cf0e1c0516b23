/** Which device folders a write touches: by the file's own place, by the device it names, or by the IOMMU group it is for. */
import type { Place } from './place.js';

const real = async (place: Place, paths: readonly string[]): Promise<readonly string[]> =>
  (await Promise.all(paths.map((path) => place.real(path)))).filter((path) => path !== null);

const groupMembers = async (place: Place, group: string): Promise<readonly string[]> => {
  const folder = `kernel/iommu_groups/${group}/devices`;
  return real(
    place,
    (await place.names(folder)).map((name) => `${folder}/${name}`),
  );
};

/** Every function in a slot: a slot's address has no function number. */
const slotMembers = async (place: Place, slot: string): Promise<readonly string[]> => {
  const address = await place.text(`bus/pci/slots/${slot}/address`);
  if (address === null) return [];
  const names = (await place.names('bus/pci/devices')).filter((name) => name.startsWith(`${address}.`));
  return real(
    place,
    names.map((name) => `bus/pci/devices/${name}`),
  );
};

/** A bound driver's devices: those are at stake when its module or its folder is written to. */
const devicesOfDriver = async (place: Place, driver: string): Promise<readonly string[]> => {
  const names = await place.names(driver);
  const found = await real(
    place,
    names.filter((name) => /[:.-]|\d$/.test(name)).map((name) => `${driver}/${name}`),
  );
  return found.filter((path) => path.startsWith('devices/'));
};

/** The nearest folder at or above a file that is a device: one with a `subsystem`. */
const deviceAbove = async (place: Place, path: string): Promise<string | null> => {
  const above: string[] = [];
  for (let at = path; at.includes('/'); at = at.slice(0, at.lastIndexOf('/'))) above.push(at);
  const subsystems = await Promise.all(above.map((at) => place.real(`${at}/subsystem`)));
  const isBridge = (at: string): boolean => /\/pci[0-9a-f]{4,}:[0-9a-f]{2}$/.test(at);
  return above.find((at, index) => subsystems[index] !== null || isBridge(at)) ?? null;
};

/** Where a path leads through the links on its way, and the file or folder that is there; of a file that is not there, where it would be, and its folder. */
const placed = async (place: Place, path: string): Promise<{ readonly path: string; readonly file: string | null }> => {
  const at = path.lastIndexOf('/');
  const [file, folder] = await Promise.all([place.real(path), place.real(path.slice(0, Math.max(0, at)))]);
  return { path: file ?? (folder === null ? path : `${folder}${path.slice(at)}`), file: file ?? folder };
};

/** Device folders that writing `value` to `path` touches; none for a write that touches none. */
export const touchedBy = async (place: Place, asked: string, value: string): Promise<readonly string[]> => {
  // By its real place: `…/driver/unbind` and `…/iommu_group/type` lead out of the device they are named by.
  const { path, file } = await placed(place, asked);
  const named = /^bus\/([^/]+)\/(?:drivers_probe|drivers\/[^/]+\/(?:un)?bind)$/.exec(path)?.[1];
  if (named !== undefined) return real(place, [`bus/${named}/devices/${value.trim().replaceAll('/', '!')}`]);
  const group = /^kernel\/iommu_groups\/([^/]+)\//.exec(path)?.[1];
  if (group !== undefined) return groupMembers(place, group);
  const slot = /^bus\/pci\/slots\/([^/]+)\//.exec(path)?.[1];
  if (slot !== undefined) return slotMembers(place, slot);
  const driver = /^bus\/[^/]+\/drivers\/[^/]+(?=\/)/.exec(path)?.[0];
  // A file that is not there yet still has a folder, and that one a device.
  if (file === null) return [];
  if (file.startsWith('devices/')) {
    const device = await deviceAbove(place, file);
    return device === null ? [] : [device];
  }
  return driver === undefined ? [] : devicesOfDriver(place, driver);
};
