/** Sessions belong to the page that opened them: when the page is loaded anew or its process dies, nobody is left to acknowledge their frames. */
import type { WebContents } from 'electron';
import { z } from 'zod';

const openingOp = z.object({ op: z.string() });
const opened = z.object({ ok: z.literal(true), result: z.object({ session: z.string() }) });

export interface PageSessions extends Disposable {
  /** Notes what a command is about to open. */
  asked(command: string, input: unknown): void;
  /** Notes what a command's answer opened or closed. */
  note(command: string, input: unknown, answer: unknown): void;
}

/** What is done in the lab for a page that is gone. */
export interface Undo {
  readonly close: (session: string) => void;
  readonly cancel: (op: string) => void;
}

export const pageSessions = (contents: WebContents, undo: Undo): PageSessions => {
  const open = new Set<string>();
  const opening = new Set<string>();
  const closeAll = (): void => {
    for (const op of opening) undo.cancel(op);
    for (const session of open) undo.close(session);
    opening.clear();
    open.clear();
  };
  const onNavigation = (details: { isSameDocument: boolean; isMainFrame: boolean }): void => {
    if (details.isMainFrame && !details.isSameDocument) closeAll();
  };
  contents.on('did-start-navigation', onNavigation);
  contents.on('render-process-gone', closeAll);
  return {
    asked(command, input) {
      const op = command === 'session.open' ? openingOp.safeParse(input) : null;
      if (op?.success) opening.add(op.data.op);
    },
    note(command, input, answer) {
      const op = command === 'session.open' ? openingOp.safeParse(input) : null;
      if (op?.success) opening.delete(op.data.op);
      const answered = command === 'session.open' ? opened.safeParse(answer) : null;
      if (answered?.success) open.add(answered.data.result.session);
      const closed = command === 'session.close' ? z.object({ session: z.string() }).safeParse(input) : null;
      if (closed?.success) open.delete(closed.data.session);
    },
    [Symbol.dispose]() {
      if (contents.isDestroyed()) return;
      contents.off('did-start-navigation', onNavigation);
      contents.off('render-process-gone', closeAll);
    },
  };
};
