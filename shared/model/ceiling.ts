/** How far each security provider can vouch for a device (R52), and what a bus takes off that. */
import type { DeviceState, ModelBus, Provider } from './device.js';
import { type Level, levels } from './level.js';

/** Highest level per provider (R52): nobody or a native SPDM driver 2, a bare-metal TSM 3, a TSM in a confidential VM 4. */
export const ceilings: Readonly<Record<Provider, Level>> = {
  none: 2,
  'native-spdm': 2,
  'link-tsm': 3,
  'devsec-tsm': 4,
};

/** Highest level per bus. Ours: a USB device does no DMA of its own, so for it 1 is all there is; Thunderbolt knows 0–2 (R43). */
const busCeilings: Readonly<Record<ModelBus, Level>> = { pci: 4, thunderbolt: 2, usb: 1 };

/** The highest level `provider` can vouch for. */
export const ceiling = (provider: Provider): Level => ceilings[provider];

/** The highest level this device can have: the lower of what its provider and its bus allow. */
export const ceilingOf = (device: Pick<DeviceState, 'bus' | 'provider'>, byProvider = ceilings): Level => {
  const bus = busCeilings[device.bus];
  const provider = byProvider[device.provider];
  return levels.findLast((level) => level <= bus && level <= provider) ?? 0;
};
