/** The step that gathers: what there is comes on the record, and what was signed with this tool's own verdict on it. */
import type { Gathered } from '../../shared/evidence/gathering.js';
import type { Device } from '../../shared/facts/device.js';
import type { EvidenceItem } from '../../shared/facts/event.js';
import { known } from '../../shared/facts/fact.js';
import type { Judgement } from '../../shared/facts/judgement.js';
import { connectedFor } from '../../shared/journey/manager.js';
import type { Answer } from '../../shared/ipc/contract.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import type { DevicePath } from '../../shared/model/device.js';
import { WireLost } from '../wires/wire.js';
import type { Desk } from './desk.js';
import { cannotBeAsked, evidenceOf } from './evidence.js';
import type { Gatherer } from './gatherer.js';
import { keepGathered } from './kept.js';
import { type Brought, gatherFrom } from './gathering.js';
import type { Verdicts } from './verdicts.js';

export interface GatherStep {
  /** @param op The window's name for it, to cancel it by; null where nobody will. */
  gather(path: string, op: string | null): Promise<Answer<'session.gather'>>;
  /** True when that gathering was running. */
  cancel(op: string): boolean;
}

export interface GatherStepOptions {
  readonly desk: Desk;
  readonly verdicts: Verdicts;
  readonly gatherer: Gatherer | null;
  readonly find: (path: string) => Device | undefined;
  /** Whether the target is written to now. */
  readonly mayWrite: () => boolean;
}

export const createGatherStep = ({ desk, verdicts, gatherer, find, mayWrite }: GatherStepOptions): GatherStep => {
  const { wire, clock, limitMs, mirror, outbox, life } = desk;
  const running = new Map<string, AbortController>();
  /** A device has one mailbox: two at once would talk into each other's session. */
  const busy = new Set<string>();

  const noDevice = (path: string): Answer<'session.gather'> => ({
    ok: false,
    fault: { kind: 'bad-request', text: `No device ${JSON.stringify(path)} is there.` },
  });

  const lostWith = (why: string): Answer<'session.gather'> => ({
    ok: false,
    fault: { kind: 'target-lost', text: `The target is lost: ${why}` },
  });

  /** It was under way: that it ended, and with nothing, is what a person wants to know of it. */
  const endedWith = (why: string): Answer<'session.gather'> => ({
    ok: false,
    fault: {
      kind: 'target-lost',
      text: `Gathering ended without a result, no evidence was taken: the target was lost (${why}).`,
    },
  });

  const lostNow = (told: (why: string) => Answer<'session.gather'>): Answer<'session.gather'> | null =>
    desk.lost === null ? null : told(desk.lost.why);

  const bring = async (device: Device, signal: AbortSignal): Promise<Brought> => {
    const { snapshot } = mirror;
    const why = cannotBeAsked(device, snapshot);
    if (why !== null) return { kind: 'none', why };
    return gatherFrom({ wire, clock, limitMs, gatherer }, { device, snapshot, signal });
  };

  const judgementOf = (device: Device, gathered: Gathered): Judgement => {
    const { verdict, about, counts, rows, collection, nonce, policy, stopped } = gathered;
    const lock = known(device.facts.locked) ?? null;
    const connection = connectedFor(mirror.snapshot, device);
    const generation = known(device.facts.evidenceGeneration) ?? null;
    return {
      verdict,
      about,
      counts,
      rows,
      collection,
      bound: { nonce, lock, connection, generation },
      policy,
      stopped,
    };
  };

  const record = (device: Device, brought: Brought, kept: EvidenceItem | null) => {
    const items = [...evidenceOf(device, brought), ...(kept === null ? [] : [kept])];
    const event = desk.note({ kind: 'gathered', device: device.path, items }, null);
    if (brought.kind === 'judged') verdicts.judged(device.path, judgementOf(device, brought.gathered), event);
    else verdicts.giveUp(device.path);
    return items;
  };

  const make = async (path: DevicePath, signal: AbortSignal): Promise<Answer<'session.gather'>> => {
    await desk.look(new Set([path]), null);
    const device = find(path);
    // A machine that went while it was looked at has no evidence of now: its last look is not taken for it.
    const before = lostNow(endedWith);
    if (before !== null) return before;
    if (device === undefined) return noDevice(path);
    verdicts.begin(path);
    try {
      const brought = await bring(device, signal);
      // What happened to the device meanwhile is known before its verdict is told.
      if (brought.kind === 'judged') await desk.look(new Set([path]), null);
      const meanwhile = lostNow(endedWith);
      if (meanwhile !== null) {
        verdicts.giveUp(path);
        return meanwhile;
      }
      const now = find(path) ?? device;
      const kept =
        brought.kind === 'judged'
          ? await keepGathered(desk, { device: now, gathered: brought.gathered, mayWrite }, signal)
          : null;
      const items = record(device, brought, kept);
      return { ok: true, result: { items, seq: outbox.flush() } };
    } catch (error) {
      verdicts.giveUp(path);
      outbox.flush();
      if (life.aborted) return { ok: false, fault: { kind: 'target-lost', text: 'The session is closing.' } };
      if (signal.aborted)
        return { ok: false, fault: { kind: 'cancelled', text: 'Gathering was cancelled: no evidence was taken.' } };
      if (error instanceof FaultError) return { ok: false, fault: error.fault };
      if (!(error instanceof WireLost)) throw error;
      desk.lose(error.message);
      return endedWith(error.message);
    }
  };

  return {
    async gather(path, op) {
      const device = find(path);
      if (device === undefined) return noDevice(path);
      const lost = lostNow(lostWith);
      if (lost !== null) return lost;
      if (busy.has(path))
        return {
          ok: false,
          fault: { kind: 'bad-request', text: 'Evidence of this device is being gathered already.' },
        };
      const abort = new AbortController();
      busy.add(path);
      if (op !== null) running.set(op, abort);
      try {
        return await make(device.path, AbortSignal.any([abort.signal, life]));
      } finally {
        busy.delete(path);
        if (op !== null) running.delete(op);
      }
    },
    cancel(op) {
      const abort = running.get(op);
      abort?.abort();
      return abort !== undefined;
    },
  };
};
