/**
 * The frames a far shell answers in, picked out of whatever else a line carries: echo, prompts, kernel messages, noise.
 *
 *     STX LS <id> <part><flag> <length> <sum> LF  body  ETX LF
 *
 * `id` is the request's, `part` counts from 0, `flag` is `+` for "more follows" and `.` for the last. `length` is the body's,
 * in bytes. `sum` covers `<id> <part><flag> <length> LF body`: `c` and the CRC of `cksum`, `s` and the sum of the bytes, or
 * `-` from a shell that has no time or no `cksum`; the line of bytes has its own checks beside. The body is whole lines of printable ASCII, so no frame hides another, and
 * carriage returns can be dropped. A frame is one `write(2)` of at most PIPE_BUF bytes: several far processes may answer at once.
 */
import { byteSum, cksum } from './crc.js';
import { atomicBytes } from './line.js';

export interface ShellFrame {
  readonly id: number;
  readonly part: number;
  readonly last: boolean;
  readonly body: string;
}

const stx = '\u0002';
const etx = '\u0003';
const headForm = /^LS (\d{1,9}) (\d{1,9})([+.]) (\d{1,5}) ([cs]\d{1,10}|-)$/;
/** Longest head: STX, LS, and the five fields. */
const longestHead = 64;
/** Kernel lines can come in the middle of a frame: so much longer may it be before it is given up. */
const slack = 4096;

const summed = ({ id, part, last, body }: ShellFrame): string =>
  `${id} ${part}${last ? '.' : '+'} ${body.length}\n${body}`;

const isWhole = (frame: ShellFrame, sum: string): boolean => {
  if (sum.startsWith('c')) return cksum(summed(frame)) === Number(sum.slice(1));
  return sum === '-' || byteSum(summed(frame)) === Number(sum.slice(1));
};

/** A frame as the far side sends it, with a CRC; one byte a character. */
export const frameText = (frame: ShellFrame): string => {
  const [head, sum] = [summed(frame).split('\n', 1)[0] ?? '', cksum(summed(frame))];
  return `${stx}LS ${head} c${sum}\n${frame.body}${etx}\n`;
};

export interface FrameHearer {
  frame(frame: ShellFrame): void;
  /** What is no frame: text of the console, in the order it came; one byte a character. */
  text(text: string): void;
  /** Something began as a frame and was none, or not whole: its bytes. */
  broken(text: string): void;
}

export interface FrameReader {
  /** One byte a character, cut anywhere. */
  feed(text: string): void;
}

type Found =
  | { readonly kind: 'wait' }
  | { readonly kind: 'frame'; readonly frame: ShellFrame; readonly end: number }
  /** The bytes up to `end` are no frame; there may be one after it. */
  | { readonly kind: 'broken'; readonly end: number };

/** What begins at `text[0]`, which is STX. */
const frameAt = (text: string): Found => {
  const next = text.indexOf(stx, 1);
  const headEnd = text.indexOf('\n');
  const cut = next < 0 ? text.length : next;
  if (headEnd < 0 || headEnd > cut || headEnd > longestHead)
    return next < 0 && headEnd < 0 && text.length <= longestHead ? { kind: 'wait' } : { kind: 'broken', end: 1 };
  const parts = headForm.exec(text.slice(1, headEnd).replaceAll('\r', ''));
  const [, id = '', part = '', flag, length = '', sum = ''] = parts ?? [];
  if (parts === null || Number(length) > atomicBytes) return { kind: 'broken', end: 1 };
  const bodyEnd = text.indexOf(etx, headEnd);
  if (bodyEnd < 0 || bodyEnd > cut) {
    if (next >= 0) return { kind: 'broken', end: next };
    return text.length > headEnd + Number(length) + slack ? { kind: 'broken', end: text.length } : { kind: 'wait' };
  }
  const body = text.slice(headEnd + 1, bodyEnd).replaceAll('\r', '');
  const frame = { id: Number(id), part: Number(part), last: flag === '.', body };
  const whole = body.length === Number(length) && isWhole(frame, sum);
  return whole ? { kind: 'frame', frame, end: bodyEnd + 1 } : { kind: 'broken', end: bodyEnd + 1 };
};

/** Reads frames from a line. */
export const frameReader = (hearer: FrameHearer): FrameReader => {
  let rest = '';
  return {
    feed(chunk) {
      rest += chunk;
      let at = 0;
      while (at < rest.length) {
        const start = rest.indexOf(stx, at);
        if (start !== at) {
          hearer.text(rest.slice(at, start < 0 ? rest.length : start));
          at = start < 0 ? rest.length : start;
          continue;
        }
        const found = frameAt(rest.slice(at, at + longestHead + atomicBytes + slack * 2));
        if (found.kind === 'wait') break;
        if (found.kind === 'frame') hearer.frame(found.frame);
        else hearer.broken(rest.slice(at, at + found.end));
        at += found.end;
        // The line end that follows a frame is the frame's.
        if (found.kind === 'frame') at += /^\r?\n/.exec(rest.slice(at, at + 2))?.[0].length ?? 0;
      }
      rest = rest.slice(at);
    },
  };
};
