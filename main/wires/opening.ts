/** What a wire may use of the person who opens it: tell how far it is, and ask what only they know. Part of the port. */
import type { PreflightRow, Question } from '../../shared/ipc/opening.js';

export interface Opening {
  /** Tells a row; a later one with the same id takes its place. Works for as long as the wire lives, so a reconnect may tell again. */
  tell(row: PreflightRow): void;
  /**
   * Asks, one question at a time. Null: the person declined, the opening was cancelled, or nobody is there to ask.
   * The answer may be a secret: use it, and drop it. It is never logged, journalled or kept.
   */
  ask(question: Question): Promise<string | null>;
  /** Aborts when the person cancels the opening, or the session is closed. */
  readonly signal: AbortSignal;
}

/** For whoever opens a wire with nobody at the window: every question is declined. */
export const unattended: Opening = {
  tell: () => undefined,
  ask: () => Promise.resolve(null),
  signal: new AbortController().signal,
};
