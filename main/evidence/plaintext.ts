/** Reads the plaintext of a secured session: a JSON list of messages, as a key holder decrypted them. */
import { fromHex } from '../../shared/evidence/bytes/hex.js';
import type { Heard } from '../../shared/evidence/exchange/conversation.js';
import { readJson } from './readJson.js';

const mostMessages = 100_000;

/** As the DMTF's tools write it before each message: two sessions may take turns. */
const sessionIn = /^SecuredSPDM\(0x([0-9a-f]{1,8})\)/;

const sessionOf = (session: unknown, desc: unknown): { readonly session?: number } => {
  if (typeof session === 'number') return { session };
  const found = typeof desc === 'string' ? sessionIn.exec(desc)?.[1] : undefined;
  return found === undefined ? {} : { session: Number.parseInt(found, 16) };
};

/**
 * `[{"n": packet, "secured": true, "hex": …, "session"?: number}]`; entries without bytes, and those outside the session, are passed over.
 * @returns The messages in their order, or what was expected, in a few words.
 */
export const readPlaintext = (
  text: string,
  source: string,
): readonly (Heard & { readonly number: number })[] | string => {
  const read = readJson(text);
  if (!read.ok) return 'expected JSON';
  const { json } = read;
  if (!Array.isArray(json) || json.length > mostMessages) return 'expected a list of messages';
  const found: (Heard & { number: number })[] = [];
  for (const [index, entry] of json.entries()) {
    if (typeof entry !== 'object' || entry === null) return `entry ${index}: expected an object`;
    const { n = index, hex, secured, session, desc } = entry as Readonly<Record<string, unknown>>;
    if (secured !== true || hex === undefined || hex === null || hex === '') continue;
    const bytes = typeof hex === 'string' ? fromHex(hex) : null;
    if (bytes === null || typeof n !== 'number') return `entry ${index}: expected a number n and hex`;
    const range = { source: `${source}, message ${n}`, offset: 0, length: bytes.length };
    found.push({ number: n, bytes, range, secured: true, ...sessionOf(session, desc) });
  }
  return found;
};
