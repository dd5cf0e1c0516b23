/** Bytes as hex and back. */

const digits = '0123456789abcdef';

/** Lower case, no separators. */
export const toHex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += `${digits[byte >> 4] ?? ''}${digits[byte & 15] ?? ''}`;
  return text;
};

/** Hex of the first bytes, with what was left out counted. */
export const shortHex = (bytes: Uint8Array, most = 24): string =>
  bytes.length <= most ? toHex(bytes) : `${toHex(bytes.subarray(0, most))}… (${bytes.length} bytes)`;

/** Bytes of hex text; white space, colons and a leading 0x are allowed. Null for anything else. */
export const fromHex = (text: string): Uint8Array | null => {
  const plain = text
    .trim()
    .replace(/^0x/i, '')
    .replaceAll(/[\s:]+/g, '');
  if (plain.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(plain)) return null;
  const bytes = new Uint8Array(plain.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(plain.slice(at * 2, at * 2 + 2), 16);
  return bytes;
};
