/** Text in bytes, for code that may use neither Node nor a browser. */

/** UTF-8; what is none becomes U+FFFD, one for each byte. */
export const utf8 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : -1;
    const tail = more < 0 ? [] : [...bytes.subarray(at + 1, at + 1 + more)];
    const code = tail.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), more <= 0 ? first : first & (0x3f >> more));
    const whole = more >= 0 && first < 0xf5 && tail.length === more && tail.every((byte) => (byte & 0xc0) === 0x80);
    const shortest = more < 2 || code >= (more === 2 ? 0x800 : 0x10000);
    const character = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    text += whole && shortest && character ? String.fromCodePoint(code) : '\ufffd';
    at += whole && shortest && character ? more + 1 : 1;
  }
  return text;
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64, white space and missing padding allowed, the URL alphabet too; null for what is none. */
export const fromBase64 = (text: string): Uint8Array | null => {
  const plain = text
    .replaceAll(/\s+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(plain) || plain.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((plain.length * 3) / 4));
  let [held, bits, at] = [0, 0, 0];
  for (const character of plain) {
    held = ((held << 6) | alphabet.indexOf(character)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
};

/** Base64 with padding. */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const held = (first << 16) | (second << 8) | third;
    const digits = [18, 12, 6, 0].map((shift) => alphabet[(held >> shift) & 63] ?? '').join('');
    text += digits.slice(0, Math.min(4, bytes.length - at + 1)).padEnd(4, '=');
  }
  return text;
};
