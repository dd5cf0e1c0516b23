/** The 100 bytes that stand before a hash when it is signed, from 1.2 on: version, four times, and what the signature is for. */
import { versionName } from './codes.js';

/** @param context At most 36 characters, e.g. `responder-measurements signing`. */
export const signingPrefix = (version: number, context: string): Uint8Array => {
  const prefix = new Uint8Array(100);
  const text = `dmtf-spdm-v${versionName(version)}.*`.repeat(4);
  for (let at = 0; at < 64; at += 1) prefix[at] = text.charCodeAt(at);
  // Right-aligned; zeros fill the rest.
  for (let at = 0; at < context.length; at += 1) prefix[100 - context.length + at] = context.charCodeAt(at);
  return prefix;
};
