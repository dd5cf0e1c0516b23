/** Which path a device has: before anything is said about what of it is done. */
import { known } from '../facts/fact.js';
import { driverPlan, nativePlan, noPlan, thunderboltPlan, usbPlan } from './busPlans.js';
import type { JourneyKind } from './journey.js';
import { type Ground, offers, type Plan } from './parts.js';
import { guestPlan, hostPlan } from './tsmPlans.js';

const kindOf = ({ snapshot, device, dialect }: Ground): JourneyKind => {
  if (device.bus === 'usb') return known(device.facts.authorized) === undefined ? 'none' : 'usb';
  if (device.bus === 'thunderbolt') return known(device.facts.authorized) === undefined ? 'none' : 'thunderbolt';
  if (device.bus !== 'pci') return 'none';
  if (device.kind === 'host-bridge') return 'none';
  const provider = known(device.facts.provider);
  if (provider === 'devsec-tsm') return 'guest';
  if (provider === 'link-tsm') return 'host';
  // Without a level to write the driver is all there is to give or take (R1).
  const plain = dialect !== null && !offers(dialect, device, 'trust') ? 'driver' : 'native';
  if (provider !== undefined) return plain;
  const role = known(snapshot.role);
  const capable = known(device.facts.capabilities);
  if (role === 'guest' && capable?.tee === true) return 'guest';
  if (role === 'host' && (capable?.tee === true || capable?.ide === true)) return 'host';
  return plain;
};

const plans: Readonly<Record<Exclude<JourneyKind, 'none'>, (ground: Ground) => Plan>> = {
  guest: guestPlan,
  host: hostPlan,
  native: nativePlan,
  driver: driverPlan,
  thunderbolt: thunderboltPlan,
  usb: usbPlan,
};

/** Chooses the path and fills in its steps. */
export const planOf = (ground: Ground): Plan => {
  const kind = kindOf(ground);
  return kind === 'none' ? noPlan(ground.device) : plans[kind](ground);
};
