/** Follows files on their way up and through judging, or a collection on its way out: says how far they have come, and how to give them up, once it takes so long that one wonders. */
import { askProgress, type Bringing, cancelJudging } from '../../bridge/evidence.js';
import { useEvidence } from './store.js';

export interface Following extends Pick<Bringing, 'op' | 'signal' | 'onSent'> {
  /** It ended, one way or another. */
  readonly end: () => void;
}

/** In milliseconds: until one wonders, and how often it is asked then. */
const wonderMs = 1000;
const askEveryMs = 250;

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

let followed = 0;

/** @param doing `Judging`: what goes on once all files are up. */
export const follow = (doing: string, files: readonly File[] = []): Following => {
  followed += 1;
  const op = `t${Date.now().toString(36)}${followed}`;
  const giveUp = new AbortController();
  const size = files.reduce((sum, file) => sum + file.size, 0);
  let sent = 0;
  const say = (text: string, cancel: (() => void) | null): void => useEvidence.setState({ busy: { text, cancel } });
  const cancel = (): void => {
    giveUp.abort();
    cancelJudging(op);
  };
  const textNow = async (): Promise<string> => {
    if (sent < size) return `Reading, ${mebibytes(sent)} of ${mebibytes(size)} MiB`;
    const progress = await askProgress(op);
    return progress === null
      ? doing
      : `${doing}, exchange ${progress.done.toLocaleString('en')} of ${progress.of.toLocaleString('en')}`;
  };
  const began = Date.now();
  const timer = setInterval(async () => {
    if (Date.now() - began < wonderMs) return;
    const text = await textNow();
    if (!ended) say(text, giveUp.signal.aborted ? null : cancel);
  }, askEveryMs);
  let ended = false;
  say(doing, null);
  return {
    op,
    signal: giveUp.signal,
    onSent: (bytes) => {
      sent += bytes;
    },
    end: () => {
      ended = true;
      clearInterval(timer);
      useEvidence.setState({ busy: null });
    },
  };
};
