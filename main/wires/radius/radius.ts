/** The dry run of a write on a real machine: which devices it touches, and what would go down with them. Nothing is written. */
import { noRadius, type Radius, type Stake } from '../../../shared/facts/radius.js';
import { safeText } from '../../../shared/facts/safeText.js';
import type { Place } from './place.js';
import { stakesOf } from './stakes.js';
import { touchedBy } from './touched.js';

const isAtOrBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Driver bound to the device itself, and others of its IOMMU group: they share what the group's type says. */
const boundTo = async (place: Place, folder: string): Promise<readonly Stake[]> => {
  const [driver, members] = await Promise.all([
    place.real(`${folder}/driver`),
    place.names(`${folder}/iommu_group/devices`),
  ]);
  const others = members.filter((name) => name !== nameOf(folder));
  return [
    ...(driver === null
      ? []
      : [{ kind: 'driver', text: safeText(`${nameOf(driver)} is bound to ${nameOf(folder)}`), own: null } as const]),
    ...others.map(
      (name): Stake => ({ kind: 'neighbour', text: safeText(`${name}, in the same IOMMU group`), own: null }),
    ),
  ];
};

/** Folders of the devices on the walked buses. */
const onBuses = async (place: Place): Promise<readonly string[]> => {
  const folders = ['bus/pci/devices', 'bus/usb/devices', 'bus/thunderbolt/devices'];
  const found = await Promise.all(
    folders.map(async (bus) => Promise.all((await place.names(bus)).map((name) => place.real(`${bus}/${name}`)))),
  );
  return found.flat().filter((path) => path !== null);
};

/** Those of `devices` behind this one, e.g. behind a bridge. */
const childrenOf = async (place: Place, folder: string, devices: readonly string[]): Promise<readonly Stake[]> => {
  const below = devices.filter((path) => path !== folder && isAtOrBelow(path, folder)).toSorted();
  return Promise.all(
    below.map(async (path): Promise<Stake> => {
      const driver = await place.real(`${path}/driver`);
      const text = `${nameOf(path)} behind it${driver === null ? '' : `, driver ${nameOf(driver)}`}`;
      return { kind: 'child', text: safeText(text), own: null };
    }),
  );
};

/** Stakes listed for one write at most; a bridge may have a whole machine behind it. */
const mostStakes = 200;

/** Looks, and never writes. What does not wait for another look is asked together: on a far machine each turn of looks is a journey. */
export const radiusOf = async (
  place: Place,
  write: { readonly path: string; readonly value: string },
): Promise<Radius> => {
  const touching = touchedBy(place, write.path, write.value);
  // Few files below `kernel` are a device's: the rest is looked at once one is.
  if (write.path.startsWith('kernel/') && (await touching).length === 0) return noRadius;
  const [touched, resting, devices] = await Promise.all([
    touching,
    place.running ? stakesOf(place) : [],
    onBuses(place),
  ]);
  if (touched.length === 0) return noRadius;
  const hit = resting.filter(({ folders }) =>
    folders.some((one) => touched.some((folder) => isAtOrBelow(one, folder))),
  );
  const around = await Promise.all(
    touched.map((folder) => Promise.all([boundTo(place, folder), childrenOf(place, folder, devices)])),
  );
  // A disk says its name only where no mount or swap on it says more.
  const told = hit.filter(({ stake, folders }) => {
    if (stake.kind !== 'disk') return true;
    return !hit.some(
      (other) =>
        other.stake.kind !== 'disk' && other.folders.some((one) => folders.some((disk) => isAtOrBelow(one, disk))),
    );
  });
  const stakes = [...told.map(({ stake }) => stake), ...around.flat(2)];
  const rootSeen = resting.some(({ stake }) => stake.own === 'disk');
  return {
    touched,
    stakes: stakes.slice(0, mostStakes),
    unseen: [
      ...(!place.running
        ? ['This tree is not the running machine: its mounts, routes and consoles are not known.']
        : []),
      ...(place.running && !rootSeen
        ? ['Which disk / is on could not be told: no block device is mounted there.']
        : []),
      ...(stakes.length > mostStakes ? [`${stakes.length - mostStakes} more are not listed.`] : []),
    ],
  };
};
