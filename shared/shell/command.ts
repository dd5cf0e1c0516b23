/** A read or a write of sysfs as the shell command that does the same by hand. */
import { shellQuote } from './quote.js';

/** Where sysfs is on every target. */
export const sysfs = '/sys/';

/** `echo` differs from shell to shell as soon as a value begins with `-` or holds a backslash: then `printf` says it. */
const echoable = (value: string): boolean => !value.startsWith('-') && !value.includes('\\') && !value.includes('\n');

/** `echo tsm0 > /sys/bus/pci/devices/0000:02:00.0/tsm/lock`. `path` is below sysfs, without a leading slash; `root` ends in one. */
export const writeCommand = (path: string, value: string, root = sysfs): string => {
  const target = shellQuote(root + path);
  return echoable(value) ? `echo ${shellQuote(value)} > ${target}` : `printf '%s\\n' ${shellQuote(value)} > ${target}`;
};

/** `cat /sys/bus/pci/devices/0000:02:00.0/trust`. `path` is below sysfs, without a leading slash. */
export const readCommand = (path: string, root = sysfs): string => `cat ${shellQuote(root + path)}`;

/** A comment line of a script: never more than one line, whatever the text holds. */
export const comment = (text: string): string => `# ${text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()}`;
