/** Turns pushes into an async iteration that ends with its signal. */

export interface Queue<T> {
  push(item: T): void;
  drain(): AsyncGenerator<T, void, undefined>;
}

/** An unbounded queue: its consumer, the session, bounds and counts what it keeps. */
export const noticeQueue = <T>(signal: AbortSignal): Queue<T> => {
  let items: T[] = [];
  let wake = (): void => undefined;
  signal.addEventListener('abort', () => wake(), { once: true });
  return {
    push: (item) => {
      items.push(item);
      wake();
    },
    async *drain() {
      while (!signal.aborted) {
        const batch = items;
        items = [];
        yield* batch;
        if (items.length > 0 || signal.aborted) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
};
