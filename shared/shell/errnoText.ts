/** What a shell prints for an error number, so that a line in the console reads as it would in a terminal. */
import { type Errno, isErrno } from '../model/errno.js';

/** Texts of `strerror(3)` as glibc has them, in lower case. */
export const errnoText: Readonly<Record<Errno, string>> = {
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or directory',
  EINTR: 'interrupted system call',
  EIO: 'input/output error',
  ENXIO: 'no such device or address',
  EBADF: 'bad file descriptor',
  EAGAIN: 'resource temporarily unavailable',
  ENOMEM: 'cannot allocate memory',
  EACCES: 'permission denied',
  EBUSY: 'device or resource busy',
  EEXIST: 'file exists',
  ENODEV: 'no such device',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  EINVAL: 'invalid argument',
  ENOSPC: 'no space left on device',
  EROFS: 'read-only file system',
  EPROTO: 'protocol error',
  EOVERFLOW: 'value too large for defined data type',
  EOPNOTSUPP: 'operation not supported',
  ENOTCONN: 'transport endpoint is not connected',
  ETIMEDOUT: 'connection timed out',
  ENOKEY: 'required key not available',
  EKEYREJECTED: 'key was rejected by service',
};

/** Where other C libraries (musl, as busybox often has it) use other words. */
const otherWords: Readonly<Record<string, Errno>> = {
  'i/o error': 'EIO',
  'resource busy': 'EBUSY',
  'out of memory': 'ENOMEM',
  'not supported': 'EOPNOTSUPP',
  'operation timed out': 'ETIMEDOUT',
  'socket not connected': 'ENOTCONN',
  'value too large for data type': 'EOVERFLOW',
  'read-only filesystem': 'EROFS',
  'symbolic link loop': 'ENOENT',
  'too many levels of symbolic links': 'ENOENT',
  'file name too long': 'ENOENT',
  'filename too long': 'ENOENT',
};

/** The longest first, so that `not a directory` is not taken for a part of another. */
const byWords: readonly (readonly [string, Errno])[] = [
  ...Object.entries(errnoText).flatMap(([name, words]) => (isErrno(name) ? [[words, name] as const] : [])),
  ...Object.entries(otherWords),
].sort(([one], [two]) => two.length - one.length);

/** The error that a program's complaint ends with, e.g. `dd: error writing 'x': Device or resource busy`. EIO for words nobody knows. */
export const errnoOfText = (complaint: string): Errno => {
  const text = complaint.trim().toLowerCase();
  return byWords.find(([words]) => text.endsWith(words))?.[1] ?? 'EIO';
};
