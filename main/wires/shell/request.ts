/** Requests to the far agent: a line each, nothing in it but plain characters, so that no shell, terminal or console can take it for anything else. */
import { cksum } from './crc.js';

export type Verb =
  | 'hello'
  | 'sweep'
  | 'read'
  | 'write'
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

/** The same without the `=`. */
export const escaped = (text: string): string =>
  [...Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('latin1')]
    .map((char) => (plain.test(char) ? char : `\\0${char.charCodeAt(0).toString(8).padStart(3, '0')}`))
    .join('');

/** The line to send. On a line that may lose bytes the far side checks a CRC before it acts. */
export const requestLine = (
  request: { readonly id: number; readonly verb: Verb; readonly args: readonly string[] },
  guarded: boolean,
): string => {
  const line = [request.id, request.verb, ...request.args].join(' ');
  return `LS ${guarded ? '-' : `c${cksum(line)}`} ${line}\n`;
};
