/** Which sign stands for which kind of device. */
import type { DeviceKind } from '../../../shared/facts/device.js';
import type { IconName } from '../../ui/Icon.js';

export const kindIcons: Readonly<Record<DeviceKind, IconName>> = {
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
  'usb-device': 'usb',
  'thunderbolt-domain': 'thunderbolt',
  thunderbolt: 'thunderbolt',
  other: 'device',
};
