/** The tree's words: which kinds stay in the background, addresses as its rows show them. */
import type { Device, DeviceKind } from '../../../shared/facts/device.js';
import type { Level } from '../../../shared/model/level.js';

/** Ports and controllers carry others: they stay in the background. */
export const carries = (kind: DeviceKind): boolean =>
  kind === 'host-bridge' || kind === 'root-port' || kind === 'switch-port' || kind === 'usb-hub';

/** `0000:02:00.0` without its domain, which the heading above already names; other buses' names as they are. */
export const shortAddress = (device: Pick<Device, 'bus' | 'id'>): string =>
  device.bus === 'pci' ? device.id.replace(/^[0-9a-f]{4,}:(?=[0-9a-f]{2}:)/, '') : device.id;

/** Where a device hangs, in the short addresses of what is above it: `pci0000:00, 00:02.0`. */
export const wayTo = ({ path }: Pick<Device, 'path'>): string =>
  path
    .split('/')
    .slice(1, -1)
    .map((part) => part.replace(/^[0-9a-f]{4,}:(?=[0-9a-f]{2}:)/, ''))
    .join(', ');

/** Ports go by what they are: their product's name is in the tip, and its room is the leaves'. */
export const shownName = ({ kind, name }: Pick<Device, 'kind' | 'name'>): string =>
  kind === 'root-port' ? 'Root port' : kind === 'switch-port' ? 'Switch port' : name;

/** The one level whose word does not fit beside its number in a narrow tree; the others are short as they are. */
export const shortLevelWords: Partial<Readonly<Record<Level, string>>> = { 0: 'disconn.' };
