/** Where a path leads: below the target's sysfs and nowhere else. Everything that is read or written passes here. */

/** Characters no sysfs name has, and that could mislead a terminal or a shell. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const forbidden = /[\u0000-\u001f\u007f]/;

/**
 * The path below sysfs, without a leading slash, or null when it leads out of sysfs or is no path.
 * Takes `/sys/…` as well. A `..` is refused wherever it stands: what it means depends on symbolic links.
 */
export const sysPathOf = (text: string): string | null => {
  if (forbidden.test(text)) return null;
  const below = text.startsWith('/sys/') ? text.slice('/sys/'.length) : text;
  if (below.startsWith('/')) return null;
  const parts = below.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.includes('..')) return null;
  return parts.join('/');
};

/** True for a value that one write and one newline can carry. */
export const isOneLine = (value: string): boolean => !forbidden.test(value);

/** Files whose mere reading can disturb a device, or that hold a secret. */
const neverRead = /(^|\/)(vpd|rom|resource\d+(_wc)?|key)$/;

/** False for files that are never read, not even when asked for. */
export const isSafeToRead = (path: string): boolean => !neverRead.test(path);
