/** What follows a step in the machine around a device: tunnels open and close with their router (R1). */
import type { Action } from '../../../shared/model/action.js';
import type { DevicePath } from '../../../shared/model/device.js';
import type { MachineState } from '../../../shared/model/machine.js';
import type { Node } from './nodes.js';

const isOpen = (machine: MachineState, router: DevicePath): boolean => {
  const device = machine.devices[router];
  return device?.present === true && (device.thunderbolt?.authorized ?? 0) > 0;
};

/**
 * One round of consequences of a step from `before` to `now`; empty when the machine is at rest. The far end of a tunnel
 * comes with its router's authorization and goes with it, as if plugged. Parents first; leaving takes what is below along.
 */
export const consequencesOf = (nodes: readonly Node[], before: MachineState, now: MachineState): readonly Action[] => {
  const routers = new Map(nodes.flatMap((node) => (node.kind === 'router' ? [[node.id, node.path] as const] : [])));
  return nodes.flatMap((node): Action[] => {
    if (node.kind !== 'pci' || node.slot.tunnel === undefined) return [];
    const router = routers.get(node.slot.tunnel);
    const state = now.devices[node.path];
    if (router === undefined || state === undefined || isOpen(before, router) === isOpen(now, router)) return [];
    return [isOpen(now, router) ? { kind: 'arrive', device: state } : { kind: 'leave', device: node.path }];
  });
};
