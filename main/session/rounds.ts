/** Reads again by the clock what changes without an event (connect, IDE, USB's `authorized`): the selected device each second, the visible ones every five. */
import { withAncestors } from './affected.js';
import type { Desk } from './desk.js';

/** What the person looks at: device folders as the window names them. Others are read when asked for. */
export interface Looked {
  readonly selected: string | null;
  readonly visible: readonly string[];
}

const everyMs = 1000;
/** The visible ones have their turn once in so many rounds. */
const visibleEvery = 5;

export interface Rounds extends Disposable {
  /** What each of the windows looks at. */
  look(looked: readonly Looked[]): void;
  /** Goes on after the target was lost. */
  resume(): void;
}

/** A simulated machine tells of every change itself, and is left alone. A round that is not over makes the next one wait. */
export const startRounds = (desk: Desk): Rounds => {
  let looked: readonly Looked[] = [];
  let count = 0;
  let timer: Disposable | null = null;

  const due = (): ReadonlySet<string> => {
    const wanted = looked.flatMap(({ selected, visible }) => [
      ...(selected === null ? [] : withAncestors(selected, desk.mirror.folders)),
      ...(count % visibleEvery === 0 ? visible : []),
    ]);
    const there = new Set(desk.mirror.folders);
    return new Set(wanted.filter((path) => there.has(path)));
  };

  const round = async (): Promise<void> => {
    timer = null;
    if (desk.lost !== null || desk.life.aborted) return;
    count += 1;
    // Where no device is left all is asked for: whether they, or the machine with them, are there at all.
    const [any] = desk.mirror.folders;
    const folders = any === undefined ? null : due();
    if (folders?.size !== 0) {
      await desk.look(folders, null);
      desk.outbox.flush();
    }
    next();
  };
  const next = (): void => {
    if (desk.life.aborted || looked.every(({ selected, visible }) => selected === null && visible.length === 0)) return;
    timer ??= desk.clock.after(everyMs, () => void round());
  };

  return {
    look(now) {
      if (desk.wire.harmless) return;
      looked = now;
      next();
    },
    resume: next,
    [Symbol.dispose]: () => timer?.[Symbol.dispose](),
  };
};
