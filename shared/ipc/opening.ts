/** What is told and asked while a target is being opened: one row per thing that must hold, and questions only the person can answer. */

/** What must hold before a target can be stepped, in the order in which it is found out. */
export const preflightIds = ['reachable', 'authenticated', 'shell', 'sysfs', 'privileges', 'dialect', 'tsm'] as const;
export type PreflightId = (typeof preflightIds)[number];

export interface PreflightRow {
  readonly id: PreflightId;
  /** `skipped`: this kind of target has no such step. */
  readonly state: 'running' | 'passed' | 'warning' | 'failed' | 'skipped';
  /** What was found, or what is being done, in one sentence. */
  readonly text: string;
  /** What the person can do about it, in one sentence; null when there is nothing to mend. */
  readonly remedy: string | null;
}

/** Longest name of a question: what answers it goes through the contract. */
export const mostQuestionId = 40;

/** Something only the person knows or may decide. The answer may be a secret: it is handed on once, and kept nowhere. */
export interface Question {
  /** Of the wire's own making, at most {@link mostQuestionId} long; the answer names it again. */
  readonly id: string;
  /**
   * `host-key`: is this machine the one that was meant? Answered with the fingerprint itself, never with a bare yes.
   * `confirm`: may the person's own ssh do something here? Answered with `yes`, or declined.
   */
  readonly kind: 'password' | 'passphrase' | 'host-key' | 'confirm' | 'text';
  /** One sentence, from the far side or from OpenSSH: plain text, never markup. */
  readonly prompt: string;
  /** As OpenSSH prints it, e.g. `SHA256:…`; null when it is not about a key. */
  readonly fingerprint: string | null;
  /** Nothing is ever remembered. */
  readonly remember: false;
}

/** Goes down beside the frames: how one opening stands, whole each time, so that a lost one does no harm. */
export interface OpeningFrame {
  /** The `op` that `session.open` was given. */
  readonly opening: string;
  /** The session that came of it; null until it is known. */
  readonly session: string | null;
  readonly rows: readonly PreflightRow[];
  /** What is waited for; null when nothing is asked. */
  readonly question: Question | null;
}
