/** Requests to the far agent: a line each, nothing in it but plain characters, so that no shell, terminal or console can take it for anything else. */
export type Verb =
  | 'hello'
  | 'sweep'
  | 'read'
  | 'write'
  | 'carry'
  | 'dump'
  | 'keep'
  | 'look'
  | 'uevents'
  | 'kmsg'
  | 'netlink'
  | 'elevate'
  | 'lower'
  | 'kill'
  | 'bye';

const plain = /[A-Za-z0-9_./:,@%+-]/;

/** `=` and the text, every other byte of its UTF-8 as `\0ooo`, as `printf %b` reads it. NUL ends a string there, and here. */
export const argument = (text: string): string => `=${escaped(text)}`;

/** Bytes, NUL among them: for what reads them by `printf %b` alone, never for a variable of a shell. */
export const bytesArgument = (bytes: Uint8Array): string => `=${inPlain(bytes)}`;

/** The same without the `=`. */
export const escaped = (text: string): string => inPlain(Buffer.from(text.replaceAll('\0', ''), 'utf8'));

const inPlain = (bytes: Uint8Array): string =>
  [...Buffer.from(bytes).toString('latin1')]
    .map((char) => (plain.test(char) ? char : `\\0${char.charCodeAt(0).toString(8).padStart(3, '0')}`))
    .join('');

export interface Request {
  readonly id: number;
  readonly verb: Verb;
  readonly args: readonly string[];
}

/**
 * The line to send; of several requests each is begun when the one before it is done. It needs no checksum: the line of
 * bytes keeps what it carries whole.
 */
export const requestLine = (...requests: readonly Request[]): string =>
  `LS ${requests.map(({ id, verb, args }) => [id, verb, ...args].join(' ')).join(' ; ')}\n`;
