/** A wire that can be exchanged for another to the same target: what holds it need not know that the target was lost in between. */
import type { Wire } from '../wires/wire.js';

export interface SwitchableWire extends Wire {
  /** From now on everything goes to `next`. The one before is the caller's to dispose. */
  switchTo(next: Wire): void;
}

export const switchable = (first: Wire): SwitchableWire => {
  let wire = first;
  return {
    switchTo(next) {
      wire = next;
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
    get boot() {
      return wire.boot;
    },
    now: () => wire.now(),
    sweep: (folders, signal) => wire.sweep(folders, signal),
    get firstSweep() {
      return wire.firstSweep;
    },
    get mailbox() {
      return wire.mailbox;
    },
    get keptEvidence() {
      return wire.keptEvidence;
    },
    get keepEvidence() {
      return wire.keepEvidence;
    },
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
