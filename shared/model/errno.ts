/** Error numbers a sysfs access can end with: names as in `man 3 errno`, values as on Linux x86 and arm. */

export const errnoNumbers = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENOSPC: 28,
  EROFS: 30,
  EPROTO: 71,
  EOVERFLOW: 75,
  EOPNOTSUPP: 95,
  ENOTCONN: 107,
  ETIMEDOUT: 110,
  ENOKEY: 126,
  EKEYREJECTED: 129,
} as const;

/** Name of an error number, e.g. `EBUSY`. */
export type Errno = keyof typeof errnoNumbers;

/** True when `name` is an error number this tool knows by name. */
export const isErrno = (name: string): name is Errno => Object.hasOwn(errnoNumbers, name);
