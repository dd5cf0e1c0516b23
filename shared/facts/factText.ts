/** A fact as one short text, the same in events, exports and tables; null when it is not known. */
import type { DeviceCapabilities } from '../model/device.js';
import type { FactName, DeviceFacts } from './device.js';
import { known } from './fact.js';

type FactValue = string | number | boolean | null | DeviceCapabilities;

const capabilityNames = ['tee', 'ide', 'spdm', 'ats'] as const satisfies readonly (keyof DeviceCapabilities)[];

const valueText = (value: FactValue): string => {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  return capabilityNames.filter((name) => value[name]).join(' ') || 'none';
};

/** `4`, `nvme`, `none`, `yes`, `tee ide spdm`; null for a fact that is unknown. */
export const factText = (facts: DeviceFacts, name: FactName): string | null => {
  const value: FactValue | undefined = known<FactValue>(facts[name]);
  return value === undefined ? null : valueText(value);
};
