/** Verdicts of this tool's own, while they stand: each is bound to its lock, its generation of evidence and its nonce, and falls with any of them. */
import type { LabEvent } from '../../shared/facts/event.js';
import type { Judgement } from '../../shared/facts/judgement.js';
import { startsOver } from '../../shared/journey/history.js';
import { type Hold, holdOf, type Standing } from '../../shared/journey/hold.js';
import { sentenceOf } from '../../shared/timeline/words.js';
import type { DevicePath } from '../../shared/model/device.js';
import type { Cause } from './causes.js';
import type { Unstamped } from './desk.js';

type Noted = (event: Unstamped, cause: Cause | null) => number;

/** What a device's last verdict has come to. */
interface Last extends Standing {
  readonly event: number;
}

/** A gathering under way: what happens meanwhile counts against its verdict. */
interface Pending {
  disturbed: { readonly why: string; readonly cause: Cause } | null;
}

export interface Verdicts {
  /** A gathering begins, with a nonce of its own: the verdict before it falls. */
  begin(device: DevicePath): void;
  /** It came to nothing. */
  giveUp(device: DevicePath): void;
  /** @param gathered The event of what was gathered. Returns the event of the verdict. */
  judged(device: DevicePath, judgement: Judgement, gathered: number): number;
  /** Every event of the session, as it is recorded. */
  hear(event: LabEvent): void;
  /** What holds the step to this level now; null when it may be asked for: nobody asked for evidence, or the policy does not hold. */
  holds(device: DevicePath, level: number): Hold | null;
}

/** What an event takes from under a verdict, in one phrase; null for all others. */
const undermines = (event: LabEvent): string | null => {
  if (event.kind === 'change' && event.fact === 'evidenceGeneration')
    return `evidence is of another generation now (${event.from ?? 'not known'} → ${event.to ?? 'not known'})`;
  return startsOver(event) && event.kind !== 'lapsed' ? sentenceOf(event) : null;
};

export const createVerdicts = (note: Noted): Verdicts => {
  const last = new Map<DevicePath, Last>();
  const pending = new Map<DevicePath, Pending>();

  const fall = (device: DevicePath, why: string, cause: Cause | null): void => {
    const before = last.get(device);
    if (before === undefined || before.fell !== null) return;
    last.set(device, { ...before, fell: why });
    note({ kind: 'lapsed', device, verdict: before.event, text: why }, cause);
  };

  return {
    begin(device) {
      fall(device, 'evidence is gathered anew, over another nonce', null);
      pending.set(device, { disturbed: null });
    },
    giveUp: (device) => void pending.delete(device),
    judged(device, judgement, gathered) {
      const event = note({ kind: 'judged', device, judgement }, { id: gathered, how: 'measured' });
      last.set(device, { event, policy: judgement.policy, collection: judgement.collection, fell: null });
      const { disturbed = null } = pending.get(device) ?? {};
      pending.delete(device);
      if (disturbed !== null) fall(device, disturbed.why, disturbed.cause);
      return event;
    },
    hear(event) {
      const { device } = event;
      const why = device === null ? null : undermines(event);
      if (device === null || why === null) return;
      const cause: Cause = { id: event.id, how: 'measured' };
      const waits = pending.get(device);
      if (waits !== undefined) waits.disturbed ??= { why, cause };
      fall(device, why, cause);
    },
    holds: (device, level) => holdOf(last.get(device) ?? null, level),
  };
};
