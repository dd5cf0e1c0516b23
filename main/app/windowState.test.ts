import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readWindowState } from './windowState.js';

const folder = mkdtempSync(join(tmpdir(), 'lockstep-window-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const kept = (text: string): string => {
  const file = join(folder, 'window.json');
  writeFileSync(file, text);
  return file;
};
const at = (x: number, y: number, width = 1200): string =>
  kept(JSON.stringify({ bounds: { x, y, width, height: 800 }, maximized: false }));

describe('the window’s place', () => {
  it('is as it was left', () => {
    expect(readWindowState(at(100, 50), [screen])?.bounds).toEqual({ x: 100, y: 50, width: 1200, height: 800 });
  });

  it('is the default on a first start, and after a file that makes no sense', () => {
    expect(readWindowState(join(folder, 'none.json'), [screen])).toBeNull();
    for (const text of ['', '{', '[]', '{"bounds":{"x":1}}']) expect(readWindowState(kept(text), [screen])).toBeNull();
    expect(readWindowState(at(0, 0, 10), [screen])).toBeNull();
  });

  it('is the default when it would open out of sight', () => {
    expect(readWindowState(at(4000, 50), [screen])).toBeNull();
    expect(readWindowState(at(-1190, 50), [screen])).toBeNull();
    expect(readWindowState(at(100, 1079), [screen])).toBeNull();
    expect(readWindowState(at(4000, 50), [screen, { ...screen, x: 3840 }])).not.toBeNull();
  });
});
