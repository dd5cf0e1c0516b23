/** Little-endian numbers and plain text as bytes: what a writer of messages puts together. */

const number = (value: number, length: number): Uint8Array => {
  const bytes = new Uint8Array(length);
  // Division, not shifts: these are cut to 32 bits with a sign.
  for (let at = 0, left = value; at < length; at += 1, left = Math.floor(left / 256)) bytes[at] = left % 256;
  return bytes;
};

export const u8 = (value: number): Uint8Array => number(value, 1);
export const u16 = (value: number): Uint8Array => number(value, 2);
export const u24 = (value: number): Uint8Array => number(value, 3);
export const u32 = (value: number): Uint8Array => number(value, 4);

export const u64 = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
};

export const zeros = (length: number): Uint8Array => new Uint8Array(length);

/** Zeros up to the next multiple of four. */
export const padded = (bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array((bytes.length + 3) & ~3);
  whole.set(bytes);
  return whole;
};

/** Seven-bit text; what is none becomes a question mark. */
export const ascii = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x80 ? code : 0x3f;
  });
