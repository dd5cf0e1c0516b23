/** What follows a step in the machine around a device: tunnels open and close with their router, and managed functions share their manager's link. */
import type { Action } from '../../../shared/model/action.js';
import type { DevicePath, DeviceState } from '../../../shared/model/device.js';
import type { MachineState } from '../../../shared/model/machine.js';
import type { Node, PciNode } from './nodes.js';

/** Either an action to step, or a change the model has no action for. */
export type Consequence =
  | { readonly kind: 'step'; readonly action: Action }
  | { readonly kind: 'patch'; readonly device: DevicePath; readonly change: Partial<DeviceState> };

/** The PCI functions of the machine, and the machine before and after a step. */
interface Moved {
  readonly nodes: readonly PciNode[];
  readonly before: MachineState;
  readonly now: MachineState;
}

const secured = (device: DeviceState | undefined): boolean =>
  device?.present === true && device.connected !== null && device.link === 'ide' && device.spdmSession;

const isOpen = (machine: MachineState, router: DevicePath): boolean => {
  const device = machine.devices[router];
  return device?.present === true && (device.thunderbolt?.authorized ?? 0) > 0;
};

/** The far end of a tunnel comes with its router's authorization and goes with it, as if plugged (R1). Parents first; leaving takes what is below along. */
const tunnels = ({ nodes, before, now }: Moved, routers: ReadonlyMap<string, DevicePath>): readonly Consequence[] =>
  nodes.flatMap((node): Consequence[] => {
    const { tunnel } = node.slot;
    const router = tunnel === undefined ? undefined : routers.get(tunnel);
    const state = now.devices[node.path];
    if (router === undefined || state === undefined || isOpen(before, router) === isOpen(now, router)) return [];
    if (isOpen(now, router)) return [{ kind: 'step', action: { kind: 'arrive', device: state } }];
    return [{ kind: 'step', action: { kind: 'leave', device: node.path } }];
  });

/** A managed function's link is as good as its manager's: secured with it, lost with it (R46). */
const managed = ({ nodes, before, now }: Moved, paths: ReadonlyMap<string, DevicePath>): readonly Consequence[] =>
  nodes.flatMap((node): Consequence[] => {
    const { manager } = node.slot;
    const path = manager === undefined ? undefined : paths.get(manager.id);
    const state = now.devices[node.path];
    if (manager === undefined || path === undefined || state?.present !== true) return [];
    const [was, is] = [secured(before.devices[path]), secured(now.devices[path])];
    if (!was && is) return [{ kind: 'patch', device: node.path, change: { link: manager.link, spdmSession: true } }];
    if (!was || is) return [];
    const closed = now.devices[path]?.connected === null;
    return [
      // An asserted link rests on the manager's stream (R46), and that is what is lost.
      { kind: 'patch', device: node.path, change: { link: 'ide' } },
      { kind: 'step', action: { kind: 'ide_loss', device: node.path } },
      { kind: 'patch', device: node.path, change: { link: closed ? 'open' : 'lost', spdmSession: false } },
    ];
  });

/** One round of consequences of a step from `before` to `now`; empty when the machine is at rest. */
export const consequencesOf = (
  nodes: readonly Node[],
  before: MachineState,
  now: MachineState,
): readonly Consequence[] => {
  const pci = nodes.filter((node): node is PciNode => node.kind === 'pci');
  const moved: Moved = { nodes: pci, before, now };
  const routers = new Map(nodes.flatMap((node) => (node.kind === 'router' ? [[node.id, node.path] as const] : [])));
  const paths = new Map(pci.map((node) => [node.id, node.path]));
  return [...tunnels(moved, routers), ...managed(moved, paths)];
};
