/** The checksum both ends of a serial line compute. A polynomial modulo a prime, because awk has no bit operations: it stays below 2^53 everywhere. */

/** Largest prime below 2^32. */
export const sumModulus = 4_294_967_291;
export const sumFactor = 257;
export const sumStart = 7;

/** Of the bytes of a `latin1` text: one character is one byte. Misses an error with a chance of 2^-32. */
export const sumOf = (text: string): number => {
  let sum = sumStart;
  for (let index = 0; index < text.length; index += 1)
    sum = (sum * sumFactor + (text.charCodeAt(index) & 0xff)) % sumModulus;
  return sum;
};
