import { describe, expect, it } from 'vitest';
import { cpio, FILE, FOLDER, LINK, NODE } from './cpio.mjs';

/** Reads a newc archive back, field by field as the kernel does. */
const read = (archive: Buffer) => {
  const found: { path: string; mode: number; uid: number; minor: number; body: string }[] = [];
  for (let at = 0; ; ) {
    expect(archive.toString('latin1', at, at + 6)).toBe('070701');
    const field = (i: number): number =>
      Number.parseInt(archive.toString('latin1', at + 6 + i * 8, at + 14 + i * 8), 16);
    const [length, nameLength] = [field(6), field(11)];
    const path = archive.toString('utf8', at + 110, at + 110 + nameLength - 1);
    const start = (at + 110 + nameLength + 3) & ~3;
    if (path === 'TRAILER!!!') return found;
    found.push({
      ...{ path, mode: field(1), uid: field(2), minor: field(10) },
      body: archive.toString('utf8', start, start + length),
    });
    at = (start + length + 3) & ~3;
  }
};

describe('an archive', () => {
  it('gives back files, folders, links and nodes', () => {
    const archive = cpio([
      { path: 'dev', mode: FOLDER | 0o755 },
      { path: 'dev/null', mode: NODE | 0o666, device: [1, 3] },
      { path: 'home/a', mode: FILE | 0o600, data: Buffer.from('odd length!'), uid: 1000 },
      { path: 'bin', mode: LINK | 0o777, data: 'usr/bin' },
    ]);
    expect(read(archive)).toEqual([
      { path: 'dev', mode: 0o040755, uid: 0, minor: 0, body: '' },
      { path: 'dev/null', mode: 0o020666, uid: 0, minor: 3, body: '' },
      { path: 'home/a', mode: 0o100600, uid: 1000, minor: 0, body: 'odd length!' },
      { path: 'bin', mode: 0o120777, uid: 0, minor: 0, body: 'usr/bin' },
    ]);
  });

  it('ends so that another can follow it', () => {
    expect(cpio([{ path: 'x', mode: FILE | 0o644, data: 'y' }]).length % 512).toBe(0);
  });
});
