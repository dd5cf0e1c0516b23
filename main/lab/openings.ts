/** The openings of all targets, by the name their asker gave each: rows and questions down, answers and cancels up. */
import { safeText } from '../../shared/facts/safeText.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import {
  type OpeningFrame,
  preflightIds,
  type PreflightId,
  type PreflightRow,
  type Question,
} from '../../shared/ipc/opening.js';
import type { Opening } from '../wires/opening.js';

/** One opening, from the asker's command to the end of the session that came of it. */
export interface Opened extends Opening, Disposable {
  /** The session's name is known now: from here on a cancel only declines what is asked. */
  settled(session: string): void;
  /** It did not come to a session: what was under way failed, for this reason, unless a step failed already. */
  failed(why: string): void;
}

export interface Openings {
  /** `op` null when nobody listens. Throws FaultError when that name is in use. */
  begin(op: string | null): Opened;
  /** False when that is not what is asked now. */
  answer(op: string, question: string, text: string | null): boolean;
  /** Aborts the opening, or declines the question that a session asks. False when there was nothing to cancel. */
  cancel(op: string): boolean;
}

interface Asked {
  readonly question: Question;
  readonly settle: (text: string | null) => void;
}

interface Standing {
  readonly cancel: () => boolean;
  readonly answer: (question: string, text: string | null) => boolean;
}

/** Longest sentence that is shown of a row or a question. */
const mostText = 500;

/** A far side may have written parts of it. */
const plainRow = ({ id, state, text, remedy }: PreflightRow): PreflightRow => ({
  id,
  state,
  text: safeText(text, mostText),
  remedy: remedy === null ? null : safeText(remedy, mostText),
});

/** @param send Gets each opening as it stands, whole. */
export const createOpenings = (send: (frame: OpeningFrame) => void): Openings => {
  const standing = new Map<string, Standing>();

  const begin = (op: string | null): Opened => {
    const ending = new AbortController();
    const rows = new Map<PreflightId, PreflightRow>();
    const asked: Asked[] = [];
    let session: string | null = null;

    const show = (): void => {
      if (op === null || ending.signal.aborted) return;
      const inOrder = preflightIds.flatMap((id) => rows.get(id) ?? []);
      send({ opening: op, session, rows: inOrder, question: asked[0]?.question ?? null });
    };
    const settleFirst = (text: string | null): void => {
      asked.shift()?.settle(text);
      show();
    };
    const end = (): void => {
      ending.abort();
      for (const { settle } of asked.splice(0)) settle(null);
      if (op !== null) standing.delete(op);
    };
    if (op !== null) {
      if (standing.has(op)) throw new FaultError({ kind: 'bad-request', text: `An opening ${op} is under way.` });
      standing.set(op, {
        answer(question, text) {
          if (asked[0]?.question.id !== question) return false;
          settleFirst(text);
          return true;
        },
        cancel() {
          if (session === null) end();
          else if (asked.length === 0) return false;
          else settleFirst(null);
          return true;
        },
      });
    }

    return {
      signal: ending.signal,
      tell(row) {
        rows.set(row.id, plainRow(row));
        show();
      },
      ask: (question) =>
        op === null || ending.signal.aborted
          ? Promise.resolve(null)
          : new Promise((settle) => {
              asked.push({ question: { ...question, prompt: safeText(question.prompt, mostText) }, settle });
              if (asked.length === 1) show();
            }),
      settled(name) {
        session = name;
        show();
      },
      failed(why) {
        // Where a step has failed already, what was begun after it was never come to.
        const told = [...rows.values()].some(({ state }) => state === 'failed');
        for (const row of [...rows.values()].filter(({ state }) => state === 'running')) {
          if (told) rows.delete(row.id);
          else rows.set(row.id, plainRow({ ...row, state: 'failed', text: why }));
        }
        show();
      },
      [Symbol.dispose]: end,
    };
  };

  return {
    begin,
    answer: (op, question, text) => standing.get(op)?.answer(question, text) ?? false,
    cancel: (op) => standing.get(op)?.cancel() ?? false,
  };
};
