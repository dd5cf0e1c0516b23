/** What an event looks like on the timeline: whose lane it is in, its shape, and which filter it obeys. */
import type { CheckVerdict } from '../facts/judgement.js';
import type { LabEvent } from '../facts/event.js';
import { isTsmCall } from './verb.js';

export const actors = ['you', 'kernel', 'tsm', 'verifier'] as const;
export type Actor = (typeof actors)[number];

/** The four that can be filtered and are counted; `other` is always shown. */
export type Category = 'writes' | 'refusals' | 'uevents' | 'faults' | 'other';

/** Shapes by rank: where several marks fall on one spot, the last of these is the one drawn. */
export const shapes = [
  'tick',
  'change',
  'notice',
  'done',
  'span',
  'gathered',
  'uevent',
  'write',
  'verdict',
  'held',
  'refused',
  'failed',
  'cause',
  'detected',
  'alarm',
  'fall',
  'lost',
] as const;
export type Shape = (typeof shapes)[number];

const codes = new Map<Shape, number>(shapes.map((shape, code) => [shape, code]));

export const codeOf = (shape: Shape): number => codes.get(shape) ?? 0;
export const shapeOf = (code: number): Shape => shapes[code] ?? 'tick';

const categories: Readonly<Record<Shape, Category>> = {
  tick: 'other',
  change: 'other',
  notice: 'uevents',
  done: 'writes',
  span: 'writes',
  gathered: 'other',
  uevent: 'uevents',
  write: 'writes',
  verdict: 'other',
  held: 'refusals',
  refused: 'refusals',
  failed: 'faults',
  cause: 'faults',
  detected: 'faults',
  alarm: 'uevents',
  fall: 'faults',
  lost: 'faults',
};

export const categoryOf = (shape: Shape): Category => categories[shape];

/** How a verdict is drawn: as everywhere else in the window, one mark for each way a check can end. */
export type VerdictLook = CheckVerdict | 'stale';

/** The look of an event that says what became of evidence; `pass` and `fail` for a person's own verdict. Null for any other. */
export const verdictLook = (event: LabEvent): VerdictLook | null => {
  switch (event.kind) {
    case 'judged':
      return event.judgement.verdict;
    case 'lapsed':
      return 'stale';
    case 'verdict':
      return event.verdict === 'accept' ? 'pass' : 'fail';
    default:
      return null;
  }
};

export interface Mark {
  /** An actor's lane, or the lane of the event's own device. */
  readonly lane: Actor | 'device';
  readonly shape: Shape;
}

/** A uevent that tells of a loss: the level went down without being written, or the interface is in ERROR (R21, R23). */
const isAlarm = (event: LabEvent): boolean => {
  if (event.kind !== 'uevent') return false;
  const { TRUST, TRUST_OLD, TRUST_REASON, TDISP } = event.env;
  const asked =
    TRUST_REASON === 'write' ||
    TRUST_REASON === 'unlock' ||
    TRUST_REASON === 'disconnect' ||
    TRUST_REASON === 'authorized';
  return !asked && (TDISP === 'ERROR' || Number(TRUST) < Number(TRUST_OLD));
};

const mark = (lane: Mark['lane'], shape: Shape): readonly Mark[] => [{ lane, shape }];

// Made once: a hundred thousand events ask for them.
const marks = {
  none: [],
  write: mark('you', 'write'),
  tsmWrite: [...mark('you', 'write'), ...mark('tsm', 'span')],
  held: mark('you', 'held'),
  done: mark('kernel', 'done'),
  refused: mark('kernel', 'refused'),
  failed: mark('kernel', 'failed'),
  uevent: mark('kernel', 'uevent'),
  alarm: mark('kernel', 'alarm'),
  notice: mark('kernel', 'notice'),
  change: mark('device', 'change'),
  fall: [...mark('tsm', 'detected'), ...mark('device', 'fall')],
  cause: mark('device', 'cause'),
  gathered: mark('tsm', 'gathered'),
  verdict: mark('verifier', 'verdict'),
  lost: mark('kernel', 'lost'),
  yours: mark('you', 'tick'),
  kernels: mark('kernel', 'tick'),
} as const satisfies Readonly<Record<string, readonly Mark[]>>;

/** Every mark of an event. A write that calls the TSM is in its lane too, as a span; a fall is, as its detection (R14, R24). */
export const marksOf = (event: LabEvent): readonly Mark[] => {
  switch (event.kind) {
    case 'write':
      return isTsmCall(event.path, event.value) ? marks.tsmWrite : marks.write;
    case 'held':
      return marks.held;
    case 'outcome':
      return event.outcome.kind === 'done'
        ? marks.done
        : event.outcome.kind === 'refused'
          ? marks.refused
          : marks.failed;
    case 'uevent':
      return isAlarm(event) ? marks.alarm : marks.uevent;
    case 'netlink':
      return marks.notice;
    case 'change':
      return marks.change;
    case 'fall':
      return marks.fall;
    case 'fault':
      return marks.cause;
    case 'gathered':
      return marks.gathered;
    case 'judged':
    case 'lapsed':
    case 'verdict':
      return marks.verdict;
    case 'lost':
      return marks.lost;
    case 'opened':
    case 'back':
    case 'closed':
    case 'armed':
    case 'disarmed':
    case 'read':
      return marks.yours;
    case 'kmsg':
    case 'console':
      return marks.kernels;
    // A gap is drawn as missing ground, not as a mark (chart.ts).
    case 'gap':
      return marks.none;
  }
};
