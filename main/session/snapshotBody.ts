/** A part of a snapshot as the text that stands in the journal: its JSON, compressed, because devices are much alike. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { SnapshotUpdate } from '../../shared/ipc/frame.js';

/** The quickest there is: a thirteenth of the bytes in less time than writing them all takes. */
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } };

/** Longest part that is unpacked, in bytes: ours are far smaller, a damaged row may pretend anything. */
const mostBytes = 64 * 1024 * 1024;

/** Brotli, as base64. */
export const packed = (part: SnapshotUpdate): string =>
  brotliCompressSync(JSON.stringify(part), quickly).toString('base64');

/** The JSON value of a body, also of one that an older version wrote as it is. Throws for what is neither. */
export const unpacked = (body: string): unknown => {
  if (body.startsWith('{')) return JSON.parse(body);
  const json = brotliDecompressSync(Buffer.from(body, 'base64'), { maxOutputLength: mostBytes });
  return JSON.parse(json.toString('utf8'));
};
