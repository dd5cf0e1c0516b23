/** Which device folders a write touches: by the file's own place, by the device it names, or by the IOMMU group it is for. */
import { readFile, readdir, realpath } from 'node:fs/promises';
import { errnoOf } from './errnoOf.js';

/** The real folder below the root, or null when it is not there. */
export const realBelow = async (root: string, path: string): Promise<string | null> => {
  try {
    const [real, base] = await Promise.all([realpath(`${root}/${path}`), realpath(root)]);
    return real.startsWith(`${base}/`) ? real.slice(base.length + 1) : null;
  } catch (error) {
    errnoOf(error);
    return null;
  }
};

/** Names in a folder; none when it cannot be listed, which for sysfs means that it is not there. */
export const namesBelow = async (root: string, path: string): Promise<readonly string[]> => {
  try {
    return await readdir(`${root}/${path}`);
  } catch (error) {
    errnoOf(error);
    return [];
  }
};

/** Text of a small file, or null. */
export const textBelow = async (root: string, path: string): Promise<string | null> => {
  try {
    return (await readFile(`${root}/${path}`, 'utf8')).trimEnd();
  } catch (error) {
    errnoOf(error);
    return null;
  }
};

const real = async (root: string, paths: readonly string[]): Promise<readonly string[]> =>
  (await Promise.all(paths.map((path) => realBelow(root, path)))).filter((path) => path !== null);

const groupMembers = async (root: string, group: string): Promise<readonly string[]> => {
  const folder = `kernel/iommu_groups/${group}/devices`;
  return real(
    root,
    (await namesBelow(root, folder)).map((name) => `${folder}/${name}`),
  );
};

/** Every function in a slot: a slot's address has no function number. */
const slotMembers = async (root: string, slot: string): Promise<readonly string[]> => {
  const address = await textBelow(root, `bus/pci/slots/${slot}/address`);
  if (address === null) return [];
  const names = (await namesBelow(root, 'bus/pci/devices')).filter((name) => name.startsWith(`${address}.`));
  return real(
    root,
    names.map((name) => `bus/pci/devices/${name}`),
  );
};

/** A bound driver's devices: those are at stake when its module or its folder is written to. */
const devicesOfDriver = async (root: string, driver: string): Promise<readonly string[]> => {
  const names = await namesBelow(root, driver);
  const found = await real(
    root,
    names.filter((name) => /[:.-]|\d$/.test(name)).map((name) => `${driver}/${name}`),
  );
  return found.filter((path) => path.startsWith('devices/'));
};

/** The nearest folder at or above a file that is a device: one with a `subsystem`. */
const deviceAbove = async (root: string, path: string): Promise<string | null> => {
  for (let at = path; at.includes('/'); at = at.slice(0, at.lastIndexOf('/')))
    if ((await realBelow(root, `${at}/subsystem`)) !== null || /\/pci[0-9a-f]{4,}:[0-9a-f]{2}$/.test(at)) return at;
  return null;
};

/** Device folders below `root` that writing `value` to `path` touches; none for a write that touches none. */
export const touchedBy = async (root: string, path: string, value: string): Promise<readonly string[]> => {
  const named = /^bus\/([^/]+)\/(?:drivers_probe|drivers\/[^/]+\/(?:un)?bind)$/.exec(path)?.[1];
  if (named !== undefined) return real(root, [`bus/${named}/devices/${value.trim().replaceAll('/', '!')}`]);
  const group = /^kernel\/iommu_groups\/([^/]+)\//.exec(path)?.[1];
  if (group !== undefined) return groupMembers(root, group);
  const slot = /^bus\/pci\/slots\/([^/]+)\//.exec(path)?.[1];
  if (slot !== undefined) return slotMembers(root, slot);
  const driver = /^bus\/[^/]+\/drivers\/[^/]+(?=\/)/.exec(path)?.[0];
  // A file that is not there yet still has a folder, and that one a device.
  const file =
    (await realBelow(root, path)) ?? (await realBelow(root, path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  if (file === null) return [];
  if (file.startsWith('devices/')) {
    const device = await deviceAbove(root, file);
    return device === null ? [] : [device];
  }
  return driver === undefined ? [] : devicesOfDriver(root, driver);
};
