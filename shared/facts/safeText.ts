/** Makes text from a target safe to show: it is hostile, so control characters are spelt out and lengths are limited. */

/** Longest name kept of a device, in characters. */
export const nameLimit = 80;

/** C0, DEL, C1, line and paragraph separators, zero-width and bidirectional controls, byte order mark: all can change what is around them. */
const dangerous = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

const spelt = (character: string): string => {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** `text` with every dangerous character spelt out (`\x1b`, `\u{202e}`), cut to `limit` characters with `…` as the last one. */
export const safeText = (text: string, limit = nameLimit): string => {
  // Cut first, so that a megabyte is not escaped to be thrown away; an escape is never longer than 8.
  const escaped = text.slice(0, limit * 8).replace(dangerous, spelt);
  const characters = [...escaped];
  return characters.length <= limit ? escaped : `${characters.slice(0, limit - 1).join('')}…`;
};
