/** The error number in a Node error: by its name, or by its value where libuv has no name for it (EKEYREJECTED). */
import { type Errno, errnoNumbers, isErrno } from '../../../shared/model/errno.js';

const byNumber: ReadonlyMap<number, Errno> = new Map(
  Object.entries(errnoNumbers).flatMap(([name, number]) => (isErrno(name) ? [[number, name] as const] : [])),
);

/** EIO for an error that we have no name for: what it was called stands in no table of ours. */
export const errnoOf = (error: unknown): Errno => {
  if (!(error instanceof Error)) return 'EIO';
  // A link that leads to itself, and a name too long, are no file that anybody could read.
  if ('code' in error && (error.code === 'ELOOP' || error.code === 'ENAMETOOLONG')) return 'ENOENT';
  // Both names of number 95.
  if ('code' in error && error.code === 'ENOTSUP') return 'EOPNOTSUPP';
  if ('code' in error && typeof error.code === 'string' && isErrno(error.code)) return error.code;
  return ('errno' in error ? byNumber.get(Math.abs(Number(error.errno))) : undefined) ?? 'EIO';
};

const gone: readonly Errno[] = ['ENOENT', 'ENODEV', 'ENXIO', 'ENOTDIR', 'EACCES', 'EINVAL', 'EIO'];

/** True for what a device that leaves during a sweep answers with, or one that we may not look into. */
export const isGone = (error: unknown): boolean => gone.includes(errnoOf(error));
