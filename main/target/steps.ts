/** Work on many devices as steps: at once where nobody waits for anything else, in slices where a window does. */
import { setImmediate } from 'node:timers/promises';

/** Work that may rest at each `yield`, and ends with its result. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Longest time the event loop is held, in milliseconds; one step more may come on top. */
const sliceMs = 4;

/** Does all of it now. */
export const atOnce = <T>(steps: Steps<T>): T => {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
};

/** Does it slice by slice: between two slices the event loop has its turn. */
export const inSlices = async <T>(steps: Steps<T>): Promise<T> => {
  let end = performance.now() + sliceMs;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() < end) continue;
    await setImmediate();
    end = performance.now() + sliceMs;
  }
};
