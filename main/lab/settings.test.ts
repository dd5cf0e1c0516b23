import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from './settings.js';

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'lockstep-settings-')), 'lab');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

describe('openSettings', () => {
  it('keeps settings and recent targets over a restart, the latest target first, for this user only', () => {
    const first = openSettings(dir);
    first.set({ theme: 'dark' });
    for (let n = 0; n < 12; n++) first.opened(`sim:${n}`);
    first.opened('sim:8');
    const again = openSettings(dir);
    expect(again.get()).toEqual({ theme: 'dark' });
    expect(again.recent()).toEqual(['sim:8', 'sim:11', 'sim:10', 'sim:9', 'sim:7', 'sim:6', 'sim:5', 'sim:4']);
    expect(statSync(join(dir, 'settings.json')).mode & 0o077).toBe(0);
    expect(existsSync(join(dir, 'settings.json.new'))).toBe(false);
  });

  it('sets a damaged file aside, and starts with none', () => {
    openSettings(dir).set({ theme: 'dark' });
    writeFileSync(join(dir, 'settings.json'), '{"version": 1, "settings": ');
    expect(openSettings(dir).get()).toEqual({});
    expect(readFileSync(join(dir, 'settings.json.bad'), 'utf8')).toContain('"version"');
  });

  it('takes no more than 64 KiB, and keeps what it had', () => {
    const settings = openSettings(dir);
    settings.set({ a: 1 });
    expect(() => settings.set({ b: 'x'.repeat(70_000) })).toThrow(/at most/);
    expect(openSettings(dir).get()).toEqual({ a: 1 });
  });

  it('says when the disk takes nothing, but lets a target be opened all the same', () => {
    writeFileSync(dir, 'a file where the folder should be');
    const settings = openSettings(dir);
    expect(() => settings.set({ a: 1 })).toThrow(/Settings cannot be written/);
    settings.opened('sim:');
    expect(settings.recent()).toEqual(['sim:']);
  });

  it('gives five seconds to a write unless told otherwise within reason', () => {
    const settings = openSettings(null);
    expect(settings.writeLimitMs()).toBe(5000);
    settings.set({ writeLimitMs: 250 });
    expect(settings.writeLimitMs()).toBe(250);
    settings.set({ writeLimitMs: -1 });
    expect(settings.writeLimitMs()).toBe(5000);
  });
});
