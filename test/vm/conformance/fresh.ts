/** Makes a test machine as it was when it booted, whatever a run before left, and loads the module anew. */
import type { Design } from '../../../shared/model/designs/design.js';
import type { Role } from '../../../shared/model/machine.js';

export interface Wanted {
  readonly role: Role;
  readonly design: Design;
  readonly params?: readonly string[];
  readonly stub?: boolean;
}

/** Parameters of the module for a design. */
const parametersOf = ({ role, design, params = [] }: Wanted): string =>
  [
    `role=${role}`,
    `levels=${design.scale === 'five' ? 5 : 4}`,
    `commit=${design.commit}`,
    `bound=${design.bound}`,
    `fall=${design.fall}`,
    `default_level=${design.defaultLevel}`,
    ...params,
  ].join(' ');

const debug = '/sys/kernel/debug/lockstep_trust';

const forgotten = (module: string): string => `[ ! -d /sys/module/${module} ] || rmmod ${module}`;

/** The drives' own driver, or one that binds in no time; the other must not be there, or both would be asked. */
const driven = (stub: boolean): string =>
  stub ? `${forgotten('nvme')}; modprobe pci_stub ids=1b36:0010` : `${forgotten('pci_stub')}; modprobe nvme`;

/** Looking at the whole bus takes its time, so it is only done for what is not there. */
const found = (ids: readonly string[]): string =>
  `for id in ${ids.join(' ')}; do [ -d /sys/bus/pci/devices/$id ] || { echo 1 > /sys/bus/pci/rescan; break; }; done`;

/**
 * A script that ends with the log since the last time, at the end of which it is cleared, so that nothing is told twice.
 * @param ids Addresses of the devices that were there at first.
 */
export const freshScript = (wanted: Wanted, ids: readonly string[]): string => `
set -e
${forgotten('lockstep_trust')}
${found(ids)}
for id in $(ls /sys/bus/pci/devices); do echo > /sys/bus/pci/devices/$id/driver_override; done
${driven(wanted.stub ?? false)}
for id in $(ls /sys/bus/pci/devices); do echo $id > /sys/bus/pci/drivers_probe; done
insmod /run/lockstep_trust.ko ${parametersOf(wanted)}
# Effects at once: what is compared is what happened, not when.
echo 0 > ${debug}/detection
echo 0 > ${debug}/latency
dmesg -rc
`;
