/** Makes text safe to show, to print and to keep: targets are hostile, so control characters are spelt out and lengths are limited. */

/** Longest name kept of a device, in characters. */
const nameLimit = 80;

/** C0, DEL, C1, line and paragraph separators, zero-width and bidirectional controls, byte order mark: all can change what is around them. */
const dangerous = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/** Whether `text` holds nothing that can change what is around it. */
export const isPlain = (text: string): boolean => text.search(dangerous) === -1;

const spelt = (character: string): string => {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** `text` at any length with every dangerous character spelt out: one line, whatever it held. */
export const spellOut = (text: string): string => text.replace(dangerous, spelt);

/** A value as one line of JSON that no terminal acts on: what JSON leaves as it is (C1, bidirectional controls) is escaped too. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(dangerous, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** `text` with every dangerous character spelt out (`\x1b`, `\u{202e}`), cut to `limit` characters with `…` as the last one. */
export const safeText = (text: string, limit = nameLimit): string => {
  // Cut first, so that a megabyte is not escaped to be thrown away; an escape is never longer than 8.
  const escaped = spellOut(text.slice(0, limit * 8));
  const characters = [...escaped];
  return characters.length <= limit ? escaped : `${characters.slice(0, limit - 1).join('')}…`;
};
