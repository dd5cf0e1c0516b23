/** Sessions belong to the page that opened them: when the page is loaded anew or its process dies, nobody is left to acknowledge their frames. */
import type { WebContents } from 'electron';
import { z } from 'zod';

const opened = z.object({ ok: z.literal(true), result: z.object({ session: z.string() }) });

export interface PageSessions extends Disposable {
  /** Notes what a command's answer opened or closed. */
  note(command: string, input: unknown, answer: unknown): void;
}

/** @param close Closes a session in the lab. */
export const pageSessions = (contents: WebContents, close: (session: string) => void): PageSessions => {
  const open = new Set<string>();
  const closeAll = (): void => {
    for (const session of open) close(session);
    open.clear();
  };
  const onNavigation = (details: { isSameDocument: boolean; isMainFrame: boolean }): void => {
    if (details.isMainFrame && !details.isSameDocument) closeAll();
  };
  contents.on('did-start-navigation', onNavigation);
  contents.on('render-process-gone', closeAll);
  return {
    note(command, input, answer) {
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
