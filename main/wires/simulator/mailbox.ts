/** Mailboxes of a simulated machine: its devices answer as they stand in the model, by whoever answers for simulated devices. */
import type { Fleet, FleetDevice } from '../../../shared/evidence/responder/fleet.js';
import type { Governed } from '../../../shared/evidence/responder/governed.js';
import { functionIdOf } from '../../../shared/evidence/tdisp/functionId.js';
import { type Mailbox, MailboxRefused } from '../wire.js';
import { barsOf } from './bars.js';
import type { Machine } from './machine.js';
import type { PciNode } from './nodes.js';
import { hasMailbox } from './parts.js';
import { isThere, stateOf } from './world.js';

/** Its own interface, and those of the functions it speaks for. */
const interfacesOf = ({ world, nodes }: Machine, node: PciNode): readonly Governed[] =>
  nodes.flatMap((one): readonly Governed[] => {
    if (one.kind !== 'pci' || (one !== node && one.slot.manager !== node.id)) return [];
    const target = functionIdOf(one.id);
    const { tee } = one.part.capabilities;
    const state = stateOf(world, one)?.tdisp;
    return target === null || !tee || state === undefined ? [] : [{ target, bars: barsOf(one), state }];
  });

/** As the machine has it now. @param run Tells this machine from others in the same process. */
export const fleetDeviceOf = (machine: Machine, node: PciNode, run: string): FleetDevice => {
  const { part, path } = node;
  const { vendor, device } = part;
  return {
    key: `${run} ${path}`,
    model: `${vendor}:${device}`,
    identity: {
      serial: machine.world.serial(`${path} spdm`, 8),
      vendor,
      device,
      classCode: part.classCode,
      revision: part.revision,
      subsystemVendor: part.subsystemVendor,
      subsystem: part.subsystemDevice,
    },
    ...machine.past(path),
    faults: machine.world.evidenceFaults.of(path),
    interfaces: interfacesOf(machine, node),
  };
};

export interface MailboxMeans {
  readonly machine: Machine;
  readonly fleet: Fleet;
  readonly run: string;
}

const nodeOf = ({ machine }: MailboxMeans, path: string): PciNode | null => {
  const node = machine.world.byPath.get(path);
  return node?.kind === 'pci' && hasMailbox(node.part) && isThere(machine.world, node) ? node : null;
};

/** Null where the device has none. */
export const mailboxOf = (means: MailboxMeans, path: string): Mailbox | null => {
  const node = nodeOf(means, path);
  if (node === null) return null;
  let closed = false;
  return {
    async exchange(object, signal) {
      signal.throwIfAborted();
      if (closed) throw new MailboxRefused('the mailbox was closed');
      if (nodeOf(means, path) === null) throw new MailboxRefused('the device is gone');
      const answer = await means.fleet.answer(fleetDeviceOf(means.machine, node, means.run), object);
      signal.throwIfAborted();
      if (answer === null) throw new MailboxRefused('the mailbox reports an error and holds no answer');
      return answer;
    },
    [Symbol.asyncDispose]: () => {
      closed = true;
      return Promise.resolve();
    },
  };
};
