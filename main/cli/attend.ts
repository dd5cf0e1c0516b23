/** Attends one opening for a command: hands its questions to the person, and keeps its rows for what has to be said when it fails. */
import { spellOut } from '../../shared/facts/safeText.js';
import type { PreflightRow } from '../../shared/ipc/opening.js';
import type { Lab } from '../lab/lab.js';
import type { Ask } from './asking.js';

export interface Attended {
  /** Names the opening for `session.open`. */
  readonly op: string;
  /** What can be done about what failed, one sentence each. */
  readonly remedies: readonly string[];
}

export const attend = (lab: Lab, ask: Ask): Attended => {
  const op = 'cli';
  let rows: readonly PreflightRow[] = [];
  let asked: string | null = null;
  lab.onOpening((frame) => {
    rows = frame.rows;
    const { question } = frame;
    if (question === null || question.id === asked) return;
    asked = question.id;
    const give = (answer: string | null): void =>
      void lab.handle('opening.answer', { op, question: question.id, answer });
    ask(question).then(give, () => give(null));
  });
  return {
    op,
    get remedies() {
      return rows.flatMap(({ state, remedy }) => (state === 'failed' && remedy !== null ? [spellOut(remedy)] : []));
    },
  };
};
