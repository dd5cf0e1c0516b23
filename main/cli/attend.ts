/** Attends one opening for a command: hands its questions to the person, and keeps its rows for what has to be said when it fails. */
import { spellOut } from '../../shared/facts/safeText.js';
import type { PreflightRow, Question } from '../../shared/ipc/opening.js';
import type { Lab } from '../lab/lab.js';
import type { Ask } from './asking.js';

export interface Attended {
  /** Names the opening for `session.open`. */
  readonly op: string;
  /** What can be done about what failed, one sentence each. */
  readonly remedies: readonly string[];
}

/** What to do where nobody can be asked. */
const unasked: Readonly<Record<Question['kind'], string>> = {
  'host-key':
    'Nobody can be asked here, where there is no terminal: sign in by hand once with ssh, which shows the fingerprint and remembers the key; or add what ssh-keyscan prints to known_hosts once it is compared.',
  password:
    'Nobody can be asked here, where there is no terminal: run this at one, or sign in by a key that ssh-agent holds.',
  passphrase:
    'Nobody can be asked here, where there is no terminal: run this at one, or give the key to ssh-agent first (ssh-add).',
  confirm: 'Nobody can be asked here, where there is no terminal: run this at one.',
  text: 'Nobody can be asked here, where there is no terminal: run this at one.',
};

/** `ask` null: nobody is there, and every question is declined. */
export const attend = (lab: Lab, ask: Ask | null): Attended => {
  const op = 'cli';
  let rows: readonly PreflightRow[] = [];
  let asked: string | null = null;
  let missed: Question['kind'] | null = null;
  lab.onOpening((frame) => {
    rows = frame.rows;
    const { question } = frame;
    if (question === null || question.id === asked) return;
    asked = question.id;
    const give = (answer: string | null): void =>
      void lab.handle('opening.answer', { op, question: question.id, answer });
    if (ask === null) {
      missed = question.kind;
      give(null);
    } else ask(question).then(give, () => give(null));
  });
  return {
    op,
    get remedies() {
      const told = rows.flatMap(({ state, remedy }) =>
        state === 'failed' && remedy !== null ? [spellOut(remedy)] : [],
      );
      return missed === null ? told : [unasked[missed], ...told];
    },
  };
};
