/** Evidence that the target's kernel keeps of a device. Read, and put on the record as what it is: a read. */
import { type KeptEvidence, whyNotKept } from '../../shared/evidence/kept.js';
import type { Device } from '../../shared/facts/device.js';
import type { Answer } from '../../shared/ipc/contract.js';
import type { Fault } from '../../shared/ipc/fault.js';
import { WireLost } from '../wires/wire.js';
import type { Desk } from './desk.js';

export interface KeptOptions {
  readonly desk: Desk;
  readonly find: (path: string) => Device | undefined;
}

const failed = (kind: Fault['kind'], text: string): Answer<'session.keptEvidence'> => ({
  ok: false,
  fault: { kind, text },
});

const told = ({ generation, objects }: KeptEvidence): string =>
  `${objects.reduce((sum, { bytes }) => sum + bytes.length, 0)} bytes of generation ${generation}`;

export const readKept = async ({ desk, find }: KeptOptions, path: string): Promise<Answer<'session.keptEvidence'>> => {
  const device = find(path);
  if (device === undefined) return failed('bad-request', `No device ${JSON.stringify(path)} is there.`);
  const { wire, outbox, life } = desk;
  const none = (why: string) =>
    failed('no-evidence', `No evidence of ${device.id} from the kernel of ${wire.title}: ${why}.`);
  if (desk.lost !== null) return failed('target-lost', `The target is lost: ${desk.lost.why}`);
  if (wire.keptEvidence === undefined) return none('no kernel is asked by netlink on this kind of target');
  try {
    const kept = await wire.keptEvidence(device.path, life);
    const result = kept.kind === 'kept' ? told(kept.evidence) : whyNotKept(kept.error);
    desk.note({ kind: 'read', device: device.path, path: 'netlink lockstep-trust evidence-read', result }, null);
    outbox.flush();
    return kept.kind === 'kept' ? { ok: true, result: kept.evidence } : none(result);
  } catch (error) {
    desk.fail(error);
    if (life.aborted) return failed('target-lost', 'The session is closing.');
    if (!(error instanceof WireLost)) throw error;
    return failed('target-lost', `The target is lost: ${error.message}`);
  }
};
