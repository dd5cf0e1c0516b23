/** The console's lines from the session's events, kept between frames; and its filter, which outlives the panel. */
import { create } from 'zustand';
import { keepPerSession } from '../../state/perSession.js';
import { createEventFold } from '../../state/eventFold.js';
import { useRecord } from '../../state/record.js';
import { useSession, type SessionState } from '../../state/session.js';
import { consoleAfter, emptyConsole, type Line } from './line.js';
import { scriptOf } from './script.js';
import { fullTimeText } from '../../ui/Time.js';
import { dialects } from '../../../shared/model/dialects/index.js';
import { known } from '../../../shared/facts/fact.js';

const fold = createEventFold(emptyConsole, consoleAfter);
const linesOf = (state: SessionState): readonly Line[] => fold(state.session, state.events).lines;

/** Every line so far; the same array as long as nothing new came. */
export const useLines = (): readonly Line[] => useRecord(linesOf);

export interface ConsoleView {
  /** Null while the filter is closed. */
  readonly filter: string | null;
  /** True while the end is kept in sight. */
  readonly follow: boolean;
}
export const useConsoleView = create<ConsoleView>()(() => ({ filter: null, follow: true }));
keepPerSession(useConsoleView, ['filter', 'follow']);

/** The lines as they are now, for commands. */
export const currentLines = (): readonly Line[] => linesOf(useSession.getState());

/** `lines` as a script that says where it comes from. */
export const currentScript = (lines: readonly Line[]): string => {
  const { snapshot } = useSession.getState();
  const dialect = snapshot === null ? undefined : known(snapshot.dialect);
  return scriptOf(lines, {
    title: snapshot?.title ?? 'no target',
    dialect: dialect === undefined ? 'dialect not known' : dialects[dialect].title,
    when: fullTimeText(Date.now()),
  });
};
