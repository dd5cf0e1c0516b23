/** Which window each session speaks to. A session outlives a broken line for a while, disarmed, and is closed if nobody comes back. */
import type { Frame } from '../../shared/ipc/frame.js';
import type { OpeningFrame } from '../../shared/ipc/opening.js';

/** The window's end of a line. */
export interface Line {
  send(message: { readonly frame: Frame } | { readonly opening: OpeningFrame }): void;
}

export interface Owners extends Disposable {
  /** The session was opened over this line, or this line acknowledges its frames from now on. */
  own(session: string, line: Line): void;
  /** True for a session that was opened over some line of this host. */
  knows(session: string): boolean;
  forget(session: string): void;
  frame(frame: Frame): void;
  /** This line asks for a target, by that name. */
  opens(op: string, line: Line): void;
  /** That came to a session, or to nothing. */
  opened(op: string): void;
  opening(frame: OpeningFrame): void;
  /** The line broke. */
  gone(line: Line): void;
}

export const createOwners = (options: {
  /** Milliseconds a session waits for its window. */
  readonly patienceMs: number;
  /** Nobody is at its window: nothing may be written to a real machine there until somebody says so again. */
  readonly away: (session: string) => void;
  readonly close: (session: string) => void;
  /** Ends an opening that nobody waits for any more. */
  readonly cancel: (op: string) => void;
}): Owners => {
  const owners = new Map<string, { line: Line | null; timer: NodeJS.Timeout | null }>();

  const openings = new Map<string, Line>();

  const forget = (session: string): void => {
    clearTimeout(owners.get(session)?.timer ?? undefined);
    owners.delete(session);
  };

  return {
    own(session, line) {
      forget(session);
      owners.set(session, { line, timer: null });
    },
    knows: (session) => owners.has(session),
    forget,
    frame: (frame) => owners.get(frame.session)?.line?.send({ frame }),
    opens: (op, line) => void openings.set(op, line),
    opened: (op) => void openings.delete(op),
    opening(frame) {
      const line = frame.session === null ? openings.get(frame.opening) : owners.get(frame.session)?.line;
      line?.send({ opening: frame });
    },
    gone(line) {
      for (const [op, asker] of openings) if (asker === line) options.cancel(op);
      for (const [session, owner] of owners) {
        if (owner.line !== line) continue;
        owner.line = null;
        options.away(session);
        owner.timer = setTimeout(() => {
          forget(session);
          options.close(session);
        }, options.patienceMs);
        owner.timer.unref();
      }
    },
    [Symbol.dispose]() {
      for (const session of [...owners.keys()]) forget(session);
    },
  };
};
