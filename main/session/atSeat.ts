/** An open target as one window holds it: with this window's own frames, their numbers, and its own names for what runs. */
import type { Outbox } from './outbox.js';
import type { Seats } from './seats.js';
import type { OpenTarget, Session } from './session.js';

export interface SeatOptions {
  readonly id: string;
  readonly target: OpenTarget;
  readonly seats: Seats;
  /** Makes an outbox of that name; `dropped`: events it will never carry. */
  readonly outboxOf: (id: string, dropped: number) => Outbox;
}

/** An answer that names the frame with what it led to, or a fault. */
type Numbered = { readonly ok: true; readonly result: { readonly seq: number } } | { readonly ok: false };

/** Takes the seat that `seats` has by this id. */
export const atSeat = ({ id, target, seats, outboxOf }: SeatOptions, outbox: Outbox): Session => {
  // Each window counts its writes for itself.
  const named = (op: string): string => `${id} ${op}`;
  const here = <A extends Numbered>(answer: A): A =>
    answer.ok ? { ...answer, result: { ...answer.result, seq: outbox.promise() } } : answer;
  let gone = false;

  return {
    id,
    name: target.name,
    uri: target.uri,
    title: target.title,
    start: () => void outbox.flush(),
    ack(seq) {
      seats.setAway(id, false);
      outbox.ack(seq, seq === 0 ? target.past() : null);
    },
    write: async ({ op, ...write }) => here(await target.write({ ...write, op: named(op) })),
    cancel: (op) => target.cancel(named(op)),
    read: async (paths) => here(await target.read(paths)),
    refresh: async (device) => here(await target.refresh(device)),
    gather: async (device, op) => here(await target.gather(device, op === null ? null : named(op))),
    keptEvidence: target.keptEvidence,
    verdict: (input) => here(target.verdict(input)),
    arm: async (armed, elevation) => here(await target.arm(armed, elevation)),
    rights: target.rights,
    dryRun: target.dryRun,
    export: target.export,
    watch(looked) {
      seats.look(id, looked);
      target.look(seats.looked);
    },
    join(other, opening) {
      const past = target.past();
      const theirs = outboxOf(other, target.events - past.length);
      for (const event of past) theirs.event(event);
      theirs.full();
      seats.add({ id: other, outbox: theirs, opening });
      return atSeat({ id: other, target, seats, outboxOf }, theirs);
    },
    away() {
      seats.setAway(id, true);
      if (seats.deserted) void target.arm(false, 'none');
    },
    async [Symbol.asyncDispose]() {
      if (gone) return;
      gone = true;
      const closing = seats.count === 1 ? target.close() : null;
      seats.leave(id);
      if (closing !== null) return closing;
      target.look(seats.looked);
      // Whoever is left may be away.
      if (seats.deserted) void target.arm(false, 'none');
    },
  };
};
