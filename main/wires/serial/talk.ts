/** A conversation with a console before there is a link: what it said since we last spoke, and waiting for it to say something. */
import type { Port } from './port.js';

/** Longest text that is kept since we last spoke. */
const mostText = 64 * 1024;

export interface Talk extends Disposable {
  /** Sends, and forgets what was said before. One byte a character. */
  say(text: string): void;
  /** What was said since, one byte a character. */
  readonly text: string;
  /** Waits until nothing came for `quietMs`, but at most `limitMs`. Throws the signal's reason, or what ended the console. */
  settled(quietMs: number, limitMs: number): Promise<string>;
  /** Waits for `sign`; null when it does not come within `limitMs`. Throws as above. */
  until(sign: RegExp, limitMs: number): Promise<RegExpExecArray | null>;
  /** Waits for something more to be said; false when nothing is within `limitMs`. Throws as above. */
  more(limitMs: number): Promise<boolean>;
  /** A secret that was just sent: a console that echoes it must not show it. */
  hide(secret: string): void;
  /** Without what is to be hidden: of what the console said only this may be told. */
  told(words: string): string;
}

/** The console ended in the middle of it. */
export class PortGone extends Error {
  override readonly name = 'PortGone';
}

/** @param line Gets every whole line that is said, without its end. */
export const talkOver = (port: Port, line: (text: string) => void, signal: AbortSignal): Talk => {
  let text = '';
  let open = '';
  let at = performance.now();
  let gone: string | null = null;
  let secret: string | null = null;
  let wake: (() => void) | null = null;

  const safe = (words: string): string =>
    secret === null || secret === '' ? words : words.replaceAll(secret, '•'.repeat(8));
  const abort = (): void => wake?.();
  signal.addEventListener('abort', abort);
  port.hear({
    bytes(bytes) {
      const said = bytes.toString('latin1');
      text = (text + said).slice(-mostText);
      at = performance.now();
      const lines = (open + said).split('\n');
      open = (lines.pop() ?? '').slice(-4096);
      for (const one of lines) line(safe(one));
      wake?.();
    },
    end(why) {
      gone = why;
      wake?.();
    },
  });

  /** Until something comes, or so long. */
  const pause = async (ms: number): Promise<void> => {
    signal.throwIfAborted();
    if (gone !== null) throw new PortGone(gone);
    if (ms <= 0) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
    wake = null;
    signal.throwIfAborted();
    if (gone !== null) throw new PortGone(gone);
  };

  return {
    say(words) {
      text = '';
      at = performance.now();
      port.send(Buffer.from(words, 'latin1'));
    },
    get text() {
      return text;
    },
    async settled(quietMs, limitMs) {
      const end = performance.now() + limitMs;
      for (;;) {
        const left = Math.min(at + quietMs, end) - performance.now();
        await pause(left);
        if (left <= 0) return text;
      }
    },
    async until(sign, limitMs) {
      const end = performance.now() + limitMs;
      for (;;) {
        const found = sign.exec(text);
        if (found !== null) return found;
        const left = end - performance.now();
        if (left <= 0) return null;
        await pause(left);
      }
    },
    async more(limitMs) {
      const before = at;
      await pause(limitMs);
      return at !== before;
    },
    hide(words) {
      secret = words;
    },
    told: safe,
    [Symbol.dispose]() {
      signal.removeEventListener('abort', abort);
      secret = null;
    },
  };
};
