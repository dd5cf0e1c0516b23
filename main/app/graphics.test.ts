import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mayHaveGraphics } from './graphics.js';

let devices = '';
beforeEach(() => {
  devices = mkdtempSync(join(tmpdir(), 'lockstep-dev-'));
});
afterEach(() => rmSync(devices, { recursive: true }));

it('knows a Linux machine without a card', () => {
  expect(mayHaveGraphics('linux', devices)).toBe(false);
});

it.each(['nvidia0', 'dxg'])('sees a card that is shown as %s', (name) => {
  writeFileSync(join(devices, name), '');
  expect(mayHaveGraphics('linux', devices)).toBe(true);
});

it('sees a card of the kernel’s graphics layer', () => {
  mkdirSync(join(devices, 'dri'));
  expect(mayHaveGraphics('linux', devices)).toBe(true);
});

it('does not judge other systems by files', () => {
  expect(mayHaveGraphics('darwin', devices)).toBe(true);
  expect(mayHaveGraphics('win32', devices)).toBe(true);
});
