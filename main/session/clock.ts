/** Time as the session sees it: passed in, so that a test can move it by hand. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `act` once after `ms`; dispose what it returns to take that back. */
  after(ms: number, act: () => void): Disposable;
}

/** The machine's own clock. A timer alone does not keep the process alive. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    timer.unref();
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};
