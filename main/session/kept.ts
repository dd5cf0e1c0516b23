/** Evidence that the target's kernel keeps of a device: handed down after it was gathered, and read again, which the record tells as a read. */
import { fromHex } from '../../shared/evidence/bytes/hex.js';
import type { Gathered } from '../../shared/evidence/gathering.js';
import { type KeptEvidence, whyNotKept } from '../../shared/evidence/kept.js';
import type { Device } from '../../shared/facts/device.js';
import type { EvidenceItem } from '../../shared/facts/event.js';
import { known } from '../../shared/facts/fact.js';
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

/** What became of evidence that was handed down, as a piece of it. */
const itemOf = (bytes: number, why: string | null): EvidenceItem => ({
  ...{ what: 'Kept by the kernel', source: 'netlink evidence-read' },
  ...{ bytes: why === null ? bytes : null, why },
});

interface HandedDown {
  readonly device: Device;
  readonly gathered: Gathered;
  /** Whether the target is written to now: to hand something down is a write. */
  readonly mayWrite: () => boolean;
}

/** Hands down what was gathered where the target's kernel may keep it; null where none does. Rejects with WireLost, and the signal's reason. */
export const keepGathered = async (
  { wire }: Pick<Desk, 'wire'>,
  { device, gathered, mayWrite }: HandedDown,
  signal: AbortSignal,
): Promise<EvidenceItem | null> => {
  const { kept: objects, nonce } = gathered;
  const generation = known(device.facts.evidenceGeneration) ?? null;
  if (wire.keepEvidence === undefined || generation === null || objects.length === 0) return null;
  const bytes = objects.reduce((sum, object) => sum + object.bytes.length, 0);
  if (!mayWrite()) return itemOf(bytes, 'it was not handed down: writes are not armed');
  const evidence = { generation, nonce: fromHex(nonce) ?? new Uint8Array(0), objects };
  const why = await wire.keepEvidence(device.path, evidence, signal);
  return itemOf(bytes, why === null ? null : `the kernel did not take it: ${why}`);
};
