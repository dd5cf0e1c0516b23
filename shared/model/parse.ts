/** How the kernel reads what is written to an attribute: numbers as kstrtouint(…, 0), booleans as kstrtobool, TSM names as `tsm%d`. */

/** A non-negative whole number in C notation (decimal, 0 octal, 0x hexadecimal, optional `+`), or null. */
export const parseNumber = (text: string): number | null => {
  const match = /^\+?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text);
  const digits = match?.[1];
  if (digits === undefined) return null;
  const hex = /^0[xX]/.test(digits);
  const value = hex ? Number.parseInt(digits.slice(2), 16) : Number.parseInt(digits, digits.startsWith('0') ? 8 : 10);
  return value <= 0xffff_ffff ? value : null;
};

/** A truth value by its first letters, as kstrtobool() takes them, or null. */
export const parseBool = (text: string): boolean | null => {
  if (/^([yYtT1eE]|[oO][nN])/.test(text)) return true;
  return /^([nNfF0dD]|[oO][fF])/.test(text) ? false : null;
};

/** True for `tsm` and a number. */
export const isTsmName = (text: string): boolean => /^tsm[0-9]{1,9}$/.test(text);
