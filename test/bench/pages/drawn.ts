/** Times inside a page, of what a person sees. */

/** Milliseconds from before `begin` until what it began was drawn: to the task after the frame in which `isDrawn` came true. */
export const untilDrawn = (begin: () => void, isDrawn: () => boolean): Promise<number> =>
  new Promise((done) => {
    const began = performance.now();
    const look = (): void => {
      if (isDrawn()) setTimeout(() => done(performance.now() - began), 0);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    begin();
  });

/** Calls `move` in each of `count` frames; the times between them in milliseconds. */
export const framesOf = (count: number, move: (frame: number) => void): Promise<readonly number[]> =>
  new Promise((done) => {
    const times: number[] = [];
    let last = Number.NaN;
    const frame = (): void => {
      const now = performance.now();
      if (!Number.isNaN(last)) times.push(now - last);
      last = now;
      if (times.length === count) done(times);
      else {
        move(times.length);
        requestAnimationFrame(frame);
      }
    };
    requestAnimationFrame(frame);
  });
