/** Stops waiting when the person cancels, for what may never come; what comes all the same is handed to whoever cleans up. */
import { FaultError } from '../../shared/ipc/faultError.js';

/**
 * `promise`, or a rejection with the fault `cancelled` as soon as `signal` aborts.
 * @param late Gets what came after that. A failure that comes after it is about something nobody waits for.
 */
export const cancellable = <T>(promise: Promise<T>, signal: AbortSignal, late: (value: T) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    let cancelled = false;
    const cancel = (): void => {
      cancelled = true;
      reject(new FaultError({ kind: 'cancelled', text: 'The opening was cancelled.' }));
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    promise.then(
      (value) => {
        signal.removeEventListener('abort', cancel);
        if (cancelled) late(value);
        else resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', cancel);
        reject(error);
      },
    );
  });
