/** What the parts of one session share: the wire, the mirror, the journal and the outbox, and the one way to record an event. */
import type { LabEvent } from '../../shared/facts/event.js';
import { type Seen, WireLost, type Wire } from '../wires/wire.js';
import type { EventDraft } from '../target/events.js';
import type { Cause, Causes, WriteMark } from './causes.js';
import type { Clock } from './clock.js';
import type { SessionJournal } from './journal.js';
import { within } from './limited.js';
import type { HowToLook, Mirror } from './mirror.js';
import type { Outlet } from './outbox.js';

type Draft = EventDraft['event'];

/** A draft without its stamp: seen now, by the wire's clock. */
export type Unstamped = Draft extends infer E ? (E extends Draft ? Omit<E, 'seenAt' | 'happenedAt'> : never) : never;

export interface Desk {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly mirror: Mirror;
  readonly causes: Causes;
  readonly outbox: Outlet;
  /** Aborts when the session closes. */
  readonly life: AbortSignal;
  readonly limitMs: number;
  readonly lost: { readonly at: number; readonly why: string } | null;
  readonly events: number;
  /** Gives the event its number, and puts it into journal and outbox. */
  record(event: Draft, cause: Cause | null): number;
  /** As `record`, seen now. */
  note(event: Unstamped, cause: Cause | null): number;
  /**
   * Reads these folders again (all for null), one such look at a time, and records what changed. Gives up after the
   * time limit, and says so. Never throws: {@link Desk.fail}. `seen`: what the target said of just these already.
   */
  look(folders: ReadonlySet<string> | null, after: WriteMark | null, seen?: Seen | null): Promise<void>;
  /** Asked now, and again later: whether no look was under way in between. Then nothing newer is known than what was read meanwhile. */
  still(): () => boolean;
  lose(why: string): void;
  /** The target is there again. `text` says since when, and what that means. */
  back(text: string): void;
  /** Ends the session for an error of the wire. A bug of ours ends this session too, and says so; the others go on. */
  fail(error: unknown): void;
}

export interface DeskOptions {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly mirror: Mirror;
  readonly causes: Causes;
  readonly outbox: Outlet;
  readonly journal: SessionJournal;
  readonly life: AbortSignal;
  readonly limitMs: number;
  /** Told when the target is lost. */
  readonly onLost: () => void;
  /** Told of each event, once it is recorded. */
  readonly onEvent?: (event: LabEvent) => void;
}

export const createDesk = (options: DeskOptions): Desk => {
  const { wire, clock, mirror, causes, outbox, journal, life, limitMs, onLost, onEvent } = options;
  let events = 0;
  let lost: Desk['lost'] = null;
  let looking: Promise<void> = Promise.resolve();
  let [begun, ended] = [0, 0];

  const record = (draft: Draft, cause: Cause | null): number => {
    const event: LabEvent = { id: ++events, ...draft, cause };
    journal.event(event);
    outbox.event(event);
    onEvent?.(event);
    return event.id;
  };
  const note: Desk['note'] = (event, cause) => record({ ...event, seenAt: wire.now(), happenedAt: null }, cause);

  const lose = (why: string): void => {
    if (lost !== null || life.aborted) return;
    lost = { at: wire.now(), why };
    note({ kind: 'lost', device: null, text: why }, null);
    outbox.flush();
    onLost();
  };

  const back = (text: string): void => {
    lost = null;
    note({ kind: 'back', device: null, text }, null);
  };

  const fail = (error: unknown): void => {
    // A wire may answer an abort with an error of its own kind: the session is closing, nobody asks any more.
    if (life.aborted) return;
    lose(error instanceof WireLost ? error.message : `This tool failed: ${String(error)}`);
  };

  const lookNow = async (
    folders: ReadonlySet<string> | null,
    after: WriteMark | null,
    { signal, ...how }: HowToLook & { readonly signal: AbortSignal },
  ): Promise<void> => {
    if (lost !== null || signal.aborted) return;
    const seen = await mirror.look(folders, signal, how);
    if (seen === null) return;
    const { changes, delta, news, whole } = seen;
    const at = wire.now();
    for (const { device, fact, from, to } of changes) {
      note({ kind: 'change', device, fact, from, to }, causes.ofChange(device, after, at));
    }
    causes.settle(folders ?? mirror.folders);
    if (whole) outbox.full();
    else outbox.delta(delta);
    if (news !== null)
      journal.snapshot(whole ? { kind: 'full', snapshot: mirror.snapshot } : { kind: 'delta', at, ...news }, at);
  };

  const lookLimited = async (
    folders: ReadonlySet<string> | null,
    after: WriteMark | null,
    seen: Seen | null,
  ): Promise<void> => {
    const giveUp = new AbortController();
    const signal = AbortSignal.any([life, giveUp.signal]);
    // The target has a limit; what this tool makes of its answer takes as long as a big machine needs.
    let answered = (): void => undefined;
    const answer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const turn = lookNow(folders, after, { signal, answered, seen })
      .catch((error: unknown) => {
        // Given up already: what it says now is about a question nobody asks any more.
        if (!signal.aborted) fail(error);
      })
      .finally(answered);
    if (await within(answer, limitMs, clock)) return turn;
    giveUp.abort();
    note({ kind: 'read', device: null, path: 'devices', result: `no answer within ${limitMs} ms` }, null);
  };

  const look: Desk['look'] = (folders, after, seen = null) => {
    begun += 1;
    // Each has its own time: one read that never returns must not end all reading.
    looking = looking
      .then(() => lookLimited(folders, after, seen))
      .catch(fail)
      .finally(() => {
        ended += 1;
      });
    return looking;
  };
  const still: Desk['still'] = () => {
    const before = begun === ended ? begun : null;
    return () => begun === before;
  };

  return {
    wire,
    clock,
    mirror,
    causes,
    outbox,
    life,
    limitMs,
    record,
    note,
    look,
    still,
    lose,
    back,
    fail,
    get lost() {
      return lost;
    },
    get events() {
      return events;
    },
  };
};
