/** The lines of the link, to and from the far side. Text here is `latin1`: one character is one byte. */
import { farMark, hostMark } from './marks.js';
import { sumOf } from './sum.js';

/** What a line from the far side says, once its checksum was right. */
export type FarFrame =
  /** Bytes of the shell's output, from this offset on. */
  | { readonly kind: 'data'; readonly offset: number; readonly body: string; readonly wireLength: number }
  /** How many of the host's lines arrived in order, and how long the shell's output is by now. */
  | { readonly kind: 'state'; readonly got: number; readonly end: number }
  /** Every byte above 127 came through. */
  | { readonly kind: 'clean' };

const highBytes = Array.from({ length: 128 }, (_, index) => String.fromCharCode(128 + index)).join('');

const named: Readonly<Record<string, string>> = {
  '=e': '=',
  '=n': '\n',
  '=r': '\r',
  '=a': '\u0001',
  '=b': '\u0002',
  '=c': '\u0003',
  '=q': '\u0011',
  '=s': '\u0013',
};

/** Undoes what `tx` does to a body: escapes, and the two shifts of a line of seven bits. */
const unescaped = (body: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the shifts are these.
  body.replace(/=[enrabcqs]|[\u0002\u0003]([\s\S])/g, (found, shifted: string | undefined) => {
    if (shifted === undefined) return named[found] ?? found;
    return String.fromCharCode(shifted.charCodeAt(0) + (found.startsWith('\u0002') ? 80 : 144));
  });

/** `line` begins after the mark. Null when it is no frame, or not as it was sent. */
export const parseFarLine = (line: string): FarFrame | null => {
  const [first = '', second = ''] = line.split(' ', 2);
  if (first === 'A') {
    const parts = /^(A (\d{1,15}) (\d{1,15})) (\d{1,10})$/.exec(line);
    if (parts === null || sumOf(parts[1] ?? '') !== Number(parts[4])) return null;
    return { kind: 'state', got: Number(parts[2]), end: Number(parts[3]) };
  }
  if (!/^\d{1,10}$/.test(second)) return null;
  const body = line.slice(first.length + second.length + 2);
  if (first === 'T') return body === highBytes && sumOf(body) === Number(second) ? { kind: 'clean' } : null;
  if (!/^\d{1,15}$/.test(first) || sumOf(`${first} ${body}`) !== Number(second)) return null;
  return { kind: 'data', offset: Number(first), body: unescaped(body), wireLength: line.length + 2 };
};

/** Data for the far shell, or a word to `tx`. A NUL cannot be said and is left out. */
export const hostLine = (kind: 'D' | 'C', seq: number, body: string): string => {
  const escaped = body.replaceAll('\0', '').replaceAll('=', '=e').replaceAll('\n', '=n').replaceAll('\r', '=r');
  const said = `${seq} ${kind} ${escaped}`;
  return `${hostMark}${sumOf(said)} ${said}\n`;
};

/** A kernel's line as it stands in the middle of a frame: with its time, and an end of its own. */
const kernelLine = /(?:<\d+>)?\[ *\d+\.\d{6}\][^\n]*\n/g;

export interface Sorted {
  readonly frames: readonly FarFrame[];
  /** Whole lines that are no frame, as they came. */
  readonly text: readonly string[];
  /** Frames that were begun and are not as they were sent. */
  readonly broken: number;
}

/** A frame that came broken is held this many lines and bytes: what broke it may be a kernel's line in its middle. */
const mostHeld = 64 * 1024;
/** Longest line that is looked at; more without a line end is cut there. */
const mostLine = 16 * 1024;

/** Sorts what comes over the line into frames and console text. */
export const frameSorter = () => {
  let rest = '';
  let held: string | null = null;

  /** What of a broken frame was surely the kernel's: lines with its time, and lines with a carriage return, which ours do not have. */
  const spoken = (broken: string): readonly string[] => {
    const [first = '', ...others] = broken.split('\n');
    const stamped = /(?:<\d+>)?\[ *\d+\.\d{6}\].*$/.exec(first)?.[0];
    const whole = others.filter((line) => line.endsWith('\r') || /^\[ *\d+\.\d{6}\]/.test(line));
    return [...(stamped === undefined ? [] : [stamped]), ...whole];
  };

  const take = (bytes: string): Sorted => {
    const frames: FarFrame[] = [];
    const text: string[] = [];
    let broken = 0;

    const giveUp = (): void => {
      if (held === null) return;
      broken += 1;
      text.push(...spoken(held));
      held = null;
    };

    const line = (whole: string): void => {
      const at = whole.lastIndexOf(farMark);
      if (at === -1) {
        if (held === null) {
          text.push(whole);
          return;
        }
        held += `\n${whole}`;
        const frame = parseFarLine(held.replaceAll(kernelLine, ''));
        if (frame !== null) {
          frames.push(frame);
          text.push(...(held.match(kernelLine) ?? []).map((one) => one.slice(0, -1)));
          held = null;
        } else if (held.length > mostHeld) giveUp();
        return;
      }
      giveUp();
      if (at > 0) text.push(whole.slice(0, at));
      const own = whole.slice(at + 1).replace(/\r$/, '');
      const frame = parseFarLine(own);
      if (frame === null) held = whole.slice(at + 1);
      else frames.push(frame);
    };

    rest += bytes;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
      line(rest.slice(0, end));
      rest = rest.slice(end + 1);
    }
    if (rest.length > mostLine) {
      line(rest);
      rest = '';
    }
    return { frames, text: text.filter((one) => one.replace(/\r$/, '') !== ''), broken };
  };

  return {
    take,
    /** The line that has not ended yet: a prompt stands there. */
    get rest() {
      return rest;
    },
  };
};
