/** How long a boot is waited for, by what the VM is seen to do: one that works gets its time, one that stands still does not. */

/**
 * A boot takes some 10 s of processor time, several times that where cores are shared. On a busy machine it is minutes by
 * the clock, so both are limited. One that hangs idles: its timers still tick, which takes a few percent of a core.
 */
export const limits = { processorSeconds: 240, seconds: 600, still: { seconds: 90, processorSeconds: 4 } };

/** Between two looks, at most. What is longer nobody has waited: the machine slept, or this process was stopped, and the VM perhaps with it. */
const longestGap = 1;

/**
 * @typedef {object} Look
 * @property {number} clock Seconds, from anywhere.
 * @property {number} processor Seconds of processor time that the VM has taken.
 */

/** @returns {(look: Look) => string | null} Told of each look, in their order; why it is given up, in one sentence, or null. */
export const patience = () => {
  let before = null;
  let waited = 0;
  /** Where it was last seen to have worked. */
  let worked = { waited: 0, processor: 0 };
  return ({ clock, processor }) => {
    waited += before === null ? 0 : Math.min(clock - before, longestGap);
    before = clock;
    if (processor - worked.processor >= limits.still.processorSeconds) worked = { waited, processor };
    const still = waited - worked.waited;
    const tooLong = processor > limits.processorSeconds || waited > limits.seconds;
    if (!tooLong && still <= limits.still.seconds) return null;
    const spent = `${waited.toFixed(0)} s (${processor.toFixed(0)} s of processor time)`;
    return `The VM was not ready after ${spent}${tooLong ? '' : `, and stood still for ${still.toFixed(0)} s`}.`;
  };
};
