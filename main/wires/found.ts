/** What this machine offers to connect to, for the lab: asked when a person looks for it, and never at the start. */
import type { Found, VmChoice, VmFound } from '../../shared/ipc/found.js';
import type { Opening } from './opening.js';

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * @param root The checkout the app was started from, if it was: the folder with `package.json`.
 * @param dataDir Where this installation's own authority is kept: a VM's simulated device has its key from there.
 */
export const surroundingsOf = (root: string, dataDir: string) => ({
  async found(): Promise<Found> {
    const [{ sshHosts }, { serialPorts }, { runningVms, vmMissing }] = await Promise.all([
      import('./ssh/hosts.js'),
      import('./serial/ports.js'),
      import('./vm/vm.js'),
    ]);
    const [hosts, serial, running] = await Promise.all([
      sshHosts(),
      serialPorts().then(
        (ports) => ({ ports, why: null }),
        (error: unknown) => ({ ports: [], why: `Serial ports cannot be listed here: ${reason(error)}` }),
      ),
      runningVms(root),
    ]);
    return { hosts, serial, vm: { running, why: vmMissing(root) } };
  },
  async startVm(choice: VmChoice, opening: Opening): Promise<VmFound> {
    const { startVm } = await import('./vm/vm.js');
    return startVm({ root, dataDir }, choice, opening);
  },
});
