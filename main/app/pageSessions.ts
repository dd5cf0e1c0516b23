/** Sessions belong to the page that opened them: when the page is loaded anew or its process dies, nobody is left to acknowledge their frames. */
import type { WebContents } from 'electron';

/** A field of a record, or undefined. By hand: this is loaded before the window opens, and zod would hold that up. */
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

/** Commands that give the page a session of its own, and the one that leads to it. */
const gives: ReadonlySet<string> = new Set(['session.open', 'session.join']);
const asks: ReadonlySet<string> = new Set([...gives, 'vm.up']);

const opOf = (command: string, input: unknown): string | null => {
  const op = asks.has(command) ? field(input, 'op') : null;
  return typeof op === 'string' ? op : null;
};

export interface PageSessions extends Disposable {
  /** Notes what a command is about to open. */
  asked(command: string, input: unknown): void;
  /** Notes what a command's answer opened or closed. */
  note(command: string, input: unknown, answer: unknown): void;
  /** True for a session of this page. */
  has(session: string): boolean;
  /** True for an opening that this page asked for, and that is not over. */
  asksFor(op: string): boolean;
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
  contents.on('destroyed', closeAll);
  return {
    has: (session) => open.has(session),
    asksFor: (op) => opening.has(op),
    asked(command, input) {
      const op = opOf(command, input);
      if (op !== null) opening.add(op);
    },
    note(command, input, answer) {
      const op = opOf(command, input);
      if (op !== null) opening.delete(op);
      // Only an answer that is ok has a result.
      const opened = gives.has(command) ? field(field(answer, 'result'), 'session') : null;
      if (typeof opened === 'string') open.add(opened);
      const closed = command === 'session.close' ? field(input, 'session') : null;
      if (typeof closed === 'string') open.delete(closed);
    },
    [Symbol.dispose]() {
      if (contents.isDestroyed()) return;
      contents.off('did-start-navigation', onNavigation);
      contents.off('render-process-gone', closeAll);
      contents.off('destroyed', closeAll);
    },
  };
};
