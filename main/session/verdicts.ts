/** Verdicts of this tool's own, while they stand: each is bound to its lock, its generation of evidence and its nonce, and falls with any of them. */
import type { LabEvent } from '../../shared/facts/event.js';
import type { Judgement } from '../../shared/facts/judgement.js';
import { startsOver } from '../../shared/journey/history.js';
import { sentenceOf } from '../../shared/timeline/words.js';
import type { DevicePath } from '../../shared/model/device.js';
import type { Cause } from './causes.js';
import type { Unstamped } from './desk.js';

type Noted = (event: Unstamped, cause: Cause | null) => number;

/** What a device's last verdict has come to. */
type Last = { readonly event: number /** By its policy. */; readonly holds: boolean } & (
  | { readonly kind: 'stands'; readonly judgement: Judgement }
  | { readonly kind: 'fell'; readonly why: string }
);

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
  /** Why this level may not be asked for now, in one phrase; null when it may: nobody asked for evidence, or the policy does not hold. */
  refuses(device: DevicePath, level: number): string | null;
}

/** What an event takes from under a verdict, in one phrase; null for all others. */
const undermines = (event: LabEvent): string | null => {
  if (event.kind === 'change' && event.fact === 'evidenceGeneration')
    return `evidence is of another generation now (${event.from ?? 'not known'} → ${event.to ?? 'not known'})`;
  return startsOver(event) && event.kind !== 'lapsed' ? sentenceOf(event) : null;
};

/** Below it nothing rests on evidence. */
const leastEvidence = 2;

export const createVerdicts = (note: Noted): Verdicts => {
  const last = new Map<DevicePath, Last>();
  const pending = new Map<DevicePath, Pending>();

  const fall = (device: DevicePath, why: string, cause: Cause | null): void => {
    const before = last.get(device);
    if (before?.kind !== 'stands') return;
    last.set(device, { kind: 'fell', event: before.event, holds: before.holds, why });
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
      last.set(device, { kind: 'stands', event, holds: judgement.policy.holds, judgement });
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
    refuses(device, level) {
      const now = last.get(device);
      if (now === undefined || !now.holds || level < leastEvidence) return null;
      if (now.kind === 'fell') return `the verdict on its evidence fell: ${now.why}`;
      const { policy } = now.judgement;
      const no = policy.allows.find((one) => one.why !== null && one.level <= level);
      return no === undefined ? null : `the policy “${policy.name}” refuses level ${no.level}: ${no.why}`;
    },
  };
};
