/** One write at a time: why the next one waits, in one phrase; null when it need not. */
import { usePending } from '../../state/pending.js';

export const useRunning = (): string | null =>
  usePending(({ pending }) => (pending === null ? null : 'a write is running'));
