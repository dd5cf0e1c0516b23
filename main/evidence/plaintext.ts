/** Reads the plaintext of a secured session: a JSON list of messages, as a key holder decrypted them. */
import { fromHex } from '../../shared/evidence/bytes/hex.js';
import type { Heard } from '../../shared/evidence/exchange/conversation.js';

const mostMessages = 100_000;

/**
 * `[{"n": packet, "secured": true, "hex": …}]`; entries without bytes, and those outside the session, are passed over.
 * @returns The messages in their order, or what was expected, in a few words.
 */
export const readPlaintext = (
  text: string,
  source: string,
): readonly (Heard & { readonly number: number })[] | string => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'expected JSON';
  }
  if (!Array.isArray(json) || json.length > mostMessages) return 'expected a list of messages';
  const found: (Heard & { number: number })[] = [];
  for (const [index, entry] of json.entries()) {
    if (typeof entry !== 'object' || entry === null) return `entry ${index}: expected an object`;
    const { n = index, hex, secured } = entry as Readonly<Record<string, unknown>>;
    if (secured !== true || hex === undefined || hex === null || hex === '') continue;
    const bytes = typeof hex === 'string' ? fromHex(hex) : null;
    if (bytes === null || typeof n !== 'number') return `entry ${index}: expected a number n and hex`;
    const range = { source: `${source}, message ${n}`, offset: 0, length: bytes.length };
    found.push({ number: n, bytes, range, secured: true });
  }
  return found;
};
