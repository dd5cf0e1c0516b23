/** Writes POSIX ustar archives: one file that every system can open. */
import { concat } from '../bytes/concat.js';
import { ascii } from '../bytes/write.js';
import type { BundleFile } from './bundle.js';

const block = 512;

const field = (content: string, length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  bytes.set(ascii(content).subarray(0, length));
  return bytes;
};

const octal = (value: number, length: number): Uint8Array =>
  field(`${value.toString(8).padStart(length - 1, '0')}\0`, length);

/** POSIX ustar: header and content of one file, in whole blocks. */
const entry = (folder: string, { path, bytes }: BundleFile, seconds: number): Uint8Array => {
  const head = (sum: Uint8Array): Uint8Array =>
    concat(
      field(`${folder}/${path}`, 100),
      octal(0o644, 8),
      octal(0, 8),
      octal(0, 8),
      octal(bytes.length, 12),
      octal(seconds, 12),
      sum,
      field('0', 1),
      new Uint8Array(100),
      field('ustar\u000000', 8),
      new Uint8Array(247),
    );
  const blank = head(field('        ', 8));
  const sum = blank.reduce((total, byte) => total + byte, 0);
  const padding = new Uint8Array(-bytes.length & (block - 1));
  return concat(head(field(`${sum.toString(8).padStart(6, '0')}\0 `, 8)), bytes, padding);
};

/** @param at Milliseconds since the epoch: the time its files carry. */
export const tarOf = (folder: string, files: readonly BundleFile[], at: number): Uint8Array =>
  concat(...files.map((file) => entry(folder, file, Math.floor(at / 1000))), new Uint8Array(2 * block));
