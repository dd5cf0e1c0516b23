/** What this session's events leave on a device in the tree: new, changed, fallen, and what a person said of its evidence. */
import type { LabEvent } from '../../../shared/facts/event.js';
import type { CheckVerdict } from '../../../shared/facts/judgement.js';
import type { Millis } from '../../../shared/facts/reading.js';
import type { VerdictWord } from '../../../shared/filter/words.js';
import { startsOver } from '../../../shared/journey/history.js';
import type { DevicePath } from '../../../shared/model/device.js';
import type { Level } from '../../../shared/model/level.js';

/** A verdict here is a person's own; what this tool found stands apart from it. */
export type VerdictMark =
  | { readonly kind: 'none' }
  | { readonly kind: 'gathered'; readonly at: Millis }
  | { readonly kind: 'accept' | 'reject'; readonly at: Millis; readonly author: string; readonly reason: string };

export interface Mark {
  readonly arrivedAt: Millis | null;
  readonly fell: { readonly at: Millis; readonly from: Level; readonly to: Level; readonly reason: string } | null;
  readonly changed: { readonly at: Millis; readonly fact: string } | null;
  readonly verdict: VerdictMark;
  /** This tool's own on the evidence last gathered; null where it checked nothing. */
  readonly judged: CheckVerdict | null;
  /** True when the device unlocked, fell or was locked again after its evidence or verdict (R21, R31). */
  readonly stale: boolean;
}

export const noMark: Mark = {
  arrivedAt: null,
  fell: null,
  changed: null,
  verdict: { kind: 'none' },
  judged: null,
  stale: false,
};

const verdictWords = { none: 'none', gathered: 'gathered', accept: 'accepted', reject: 'rejected' } as const;

/** What a filter finds it by; stale before all else, as its sign shows it. */
export const verdictWord = ({ verdict, stale }: Mark): VerdictWord => (stale ? 'stale' : verdictWords[verdict.kind]);

const recovers = (event: LabEvent): boolean =>
  event.kind === 'change' &&
  ((event.fact === 'level' && event.to !== null && Number(event.to) > Number(event.from ?? 0)) ||
    (event.fact === 'tdisp' && event.from === 'ERROR'));

/** The mark after one more event of the same device. */
export const markAfter = (mark: Mark, event: LabEvent): Mark => {
  const at = event.seenAt;
  const stale = mark.stale || (mark.verdict.kind !== 'none' && startsOver(event));
  switch (event.kind) {
    case 'uevent':
      if (event.action === 'add') return { ...noMark, arrivedAt: at };
      if (event.action === 'remove') return noMark;
      return stale === mark.stale ? mark : { ...mark, stale };
    case 'fall':
      return { ...mark, stale, fell: { at, from: event.from, to: event.to, reason: event.reason } };
    case 'change':
      return { ...mark, stale, changed: { at, fact: event.fact }, fell: recovers(event) ? null : mark.fell };
    case 'gathered':
      return { ...mark, verdict: { kind: 'gathered', at }, judged: null, stale: false };
    case 'judged':
      return { ...mark, judged: event.judgement.verdict };
    case 'verdict':
      return {
        ...mark,
        verdict: { kind: event.verdict, at, author: event.author, reason: event.reason },
        stale: false,
      };
    default:
      return stale === mark.stale ? mark : { ...mark, stale };
  }
};

/** Marks by device after more events; untouched marks keep their identity. */
export const marksAfter = (
  marks: ReadonlyMap<DevicePath, Mark>,
  fresh: readonly LabEvent[],
): ReadonlyMap<DevicePath, Mark> => {
  let next: Map<DevicePath, Mark> | null = null;
  for (const event of fresh) {
    if (event.device === null) continue;
    const before = (next ?? marks).get(event.device) ?? noMark;
    const after = markAfter(before, event);
    if (after === before) continue;
    next ??= new Map(marks);
    next.set(event.device, after);
  }
  return next ?? marks;
};
