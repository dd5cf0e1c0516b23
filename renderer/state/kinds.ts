/** Which sign stands for which kind of device, the same in every feature. Names of the kit's icons. */
import type { DeviceKind } from '../../shared/facts/device.js';

export const kindIcons = {
  'host-bridge': 'host-bridge',
  'root-port': 'root-port',
  'switch-port': 'switch',
  drive: 'drive',
  gpu: 'gpu',
  network: 'network',
  'virtual-function': 'vf',
  'usb-controller': 'usb',
  'usb-hub': 'usb',
  'usb-storage': 'usb-stick',
  'usb-device': 'usb-key',
  'thunderbolt-domain': 'thunderbolt',
  thunderbolt: 'thunderbolt',
  other: 'device',
} as const satisfies Readonly<Record<DeviceKind, string>>;
