/** The sessions that windows hold, each by the window's own name for it. Several windows may hold the same target. */
import { randomBytes } from 'node:crypto';
import type { OpenSession } from '../../shared/ipc/contract.js';
import type { Session } from '../session/session.js';

export interface Held extends AsyncDisposable {
  get(name: string): Session | undefined;
  /** Takes it in, and sends its first frame after the answer that names it; `then` runs after that. */
  add(session: Session, then?: () => void): void;
  /** For this window; the target closes with the last one. */
  close(session: Session): Promise<void>;
  /** Each target once. */
  readonly open: readonly OpenSession[];
}

/** A name for one more window's session. */
export const newName = (): string => randomBytes(8).toString('hex');

export const createHeld = (): Held => {
  const sessions = new Map<string, Session>();
  const closing = new Set<PromiseLike<void>>();
  return {
    get: (name) => sessions.get(name),
    add(session, then = () => undefined) {
      sessions.set(session.id, session);
      // The window learns the session's name first, then what is in it. A file of ours waits for both. Each has a turn of
      // its own, as the journal's commit has: on a big machine each takes some milliseconds.
      setImmediate(() =>
        setImmediate(() => {
          sessions.get(session.id)?.start();
          setImmediate(then);
        }),
      );
    },
    async close(session) {
      sessions.delete(session.id);
      const closed = session[Symbol.asyncDispose]();
      closing.add(closed);
      try {
        await closed;
      } finally {
        closing.delete(closed);
      }
    },
    get open() {
      const told = new Map<string, OpenSession>();
      for (const { id, name, uri, title } of sessions.values())
        if (!told.has(name)) told.set(name, { session: id, uri, title });
      return [...told.values()];
    },
    async [Symbol.asyncDispose]() {
      const open = [...sessions.values()];
      sessions.clear();
      for (const session of open) await session[Symbol.asyncDispose]();
      await Promise.allSettled(closing);
    },
  };
};
