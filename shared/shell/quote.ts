/** Quotes text for a POSIX shell: the one place that does it, because everything we offer to copy may be run as root. */

/** Characters that mean themselves anywhere in a word. `~`, `=` and `#` do not, at its beginning. */
const plain = /^[A-Za-z0-9_./:,@%+-]+$/;

/**
 * One word of `sh` that stands for exactly `text`. A shell cannot carry the character NUL: it is dropped here as the
 * kernel ends a string there too.
 */
export const shellQuote = (text: string): string => {
  const word = text.replaceAll('\0', '');
  return plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
};
