/** Counts the timers that wires set, and no others: the test runner has timers of its own, which come and go. */
import { createHook } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';

/** Timers set in code below `main/wires/` from `start` on; `left` stops counting and gives where those still set were set. */
export const wireTimers = () => {
  const set = new Map<number, string>();
  const hook = createHook({
    init: (id, type) => {
      if (type !== 'Timeout') return;
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 40;
      const { stack = '' } = new Error('set here');
      Error.stackTraceLimit = stackTraceLimit;
      if (stack.includes('/main/wires/')) set.set(id, stack);
    },
    destroy: (id) => void set.delete(id),
  });
  return {
    start: (): void => {
      set.clear();
      hook.enable();
    },
    left: async (): Promise<readonly string[]> => {
      // Node tells of a cleared timer in a later turn, not at once.
      for (let turn = 0; turn < 3; turn++) await setImmediate();
      hook.disable();
      return [...set.values()];
    },
  };
};
