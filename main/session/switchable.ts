/** A wire that can be exchanged for another to the same target: what holds it need not know that the target was lost in between. */
import type { Wire } from '../wires/wire.js';

export interface SwitchableWire extends Wire {
  /** As a wire's own, for whichever is held. */
  onReturn(listener: () => void): Disposable;
  /** From now on everything goes to `next`. The one before is the caller's to dispose. */
  switchTo(next: Wire): void;
}

export const switchable = (first: Wire): SwitchableWire => {
  let wire = first;
  const returns = new Set<() => void>();
  const told = (of: Wire): void =>
    void of.onReturn?.(() => {
      if (of === wire) for (const tell of returns) tell();
    });
  told(first);
  return {
    switchTo(next) {
      wire = next;
      told(next);
    },
    onReturn(listener) {
      returns.add(listener);
      return { [Symbol.dispose]: () => void returns.delete(listener) };
    },
    get uri() {
      return wire.uri;
    },
    get title() {
      return wire.title;
    },
    get harmless() {
      return wire.harmless;
    },
    now: () => wire.now(),
    sweep: (folders, signal) => wire.sweep(folders, signal),
    read: (paths, signal) => wire.read(paths, signal),
    write: (...wanted) => wire.write(...wanted),
    get writeAndLook() {
      return wire.writeAndLook;
    },
    radius: (path, value) => wire.radius(path, value),
    rights: () => wire.rights(),
    elevate: (how) => wire.elevate(how),
    notices: (signal) => wire.notices(signal),
    command: (path, value) => wire.command(path, value),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
};
