/** Which shared libraries and which loader an ELF file asks for, read from the file itself (System V ABI, 64-bit little-endian). */

const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT_NEEDED = 1n;
const DT_STRTAB = 5n;

const textAt = (file, offset) => file.toString('latin1', offset, file.indexOf(0, offset));

/** @param {Buffer} file @returns {boolean} */
export const isElf = (file) =>
  file.length > 64 && file.readUInt32BE(0) === 0x7f454c46 && file[4] === 2 && file[5] === 1;

/**
 * @param {Buffer} file An ELF file.
 * @returns {{needed: string[], loader: string | null}} Names of libraries as linked; the loader's path.
 */
export const needsOf = (file) => {
  const start = Number(file.readBigUInt64LE(32));
  const size = file.readUInt16LE(54);
  const segments = Array.from({ length: file.readUInt16LE(56) }, (_, i) => {
    const at = start + i * size;
    return {
      type: file.readUInt32LE(at),
      offset: Number(file.readBigUInt64LE(at + 8)),
      address: Number(file.readBigUInt64LE(at + 16)),
      length: Number(file.readBigUInt64LE(at + 32)),
    };
  });
  const interp = segments.find(({ type }) => type === PT_INTERP);
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  const entries = Array.from({ length: dynamic ? Math.floor(dynamic.length / 16) : 0 }, (_, i) => {
    const at = (dynamic?.offset ?? 0) + i * 16;
    return { tag: file.readBigUInt64LE(at), value: Number(file.readBigUInt64LE(at + 8)) };
  });
  const table = entries.find(({ tag }) => tag === DT_STRTAB)?.value ?? 0;
  const home = segments.find(
    ({ type, address, length }) => type === PT_LOAD && table >= address && table < address + length,
  );
  const strings = table - (home?.address ?? 0) + (home?.offset ?? 0);
  return {
    needed: entries.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => textAt(file, strings + value)),
    loader: interp ? textAt(file, interp.offset) : null,
  };
};
