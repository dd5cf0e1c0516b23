/** Writes an initramfs archive: cpio in the `newc` form, as the kernel's initramfs documentation gives it. */

/**
 * @typedef {object} Entry
 * @property {string} path Without a leading slash.
 * @property {number} mode Type and permissions, e.g. 0o100755.
 * @property {Buffer | string} [data] A file's content, or a link's target.
 * @property {readonly [number, number]} [device] Major and minor of a node.
 * @property {number} [uid] 0 when left out; so is the group.
 */

export const FILE = 0o100000;
export const FOLDER = 0o040000;
export const LINK = 0o120000;
export const NODE = 0o020000;

const hex = (number) => number.toString(16).toUpperCase().padStart(8, '0');
const padding = (length) => Buffer.alloc((4 - (length % 4)) % 4);

const record = (entry, inode) => {
  const { path, mode, data = '', device = [0, 0], uid = 0 } = entry;
  const body = typeof data === 'string' ? Buffer.from(data) : data;
  const name = Buffer.from(`${path}\0`);
  const links = mode & FOLDER && !(mode & FILE) ? 2 : 1;
  const fields = [inode, mode, uid, uid, links, 0, body.length, 0, 0, device[0], device[1], name.length, 0];
  const head = Buffer.concat([Buffer.from(`070701${fields.map(hex).join('')}`), name]);
  return [head, padding(head.length), body, padding(body.length)];
};

/** @param {readonly Entry[]} entries Folders before what is in them. @returns {Buffer} Ends on a multiple of 512, so that archives can follow each other. */
export const cpio = (entries) => {
  const records = entries.flatMap((entry, i) => record(entry, i + 1));
  const whole = Buffer.concat([...records, ...record({ path: 'TRAILER!!!', mode: 0 }, 0)]);
  return Buffer.concat([whole, Buffer.alloc((512 - (whole.length % 512)) % 512)]);
};
