/** Checksums a far shell can make too: the CRC that POSIX `cksum` prints, and a plain sum for lines that guard themselves. */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000_0000 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  return crc >>> 0;
});

const step = (crc: number, byte: number): number => ((crc << 8) ^ (table[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;

/** As `cksum` counts: over the bytes, then over their number. `text` is one byte a character. */
export const cksum = (text: string): number => {
  let crc = 0;
  for (let i = 0; i < text.length; i++) crc = step(crc, text.charCodeAt(i));
  for (let length = text.length; length > 0; length = Math.floor(length / 256)) crc = step(crc, length & 0xff);
  return ~crc >>> 0;
};

/** Sum of all bytes: finds what is cut or missing, not what noise makes of it. */
export const byteSum = (text: string): number => {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (sum + text.charCodeAt(i)) >>> 0;
  return sum;
};
