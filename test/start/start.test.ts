/** `npm start` and `--smoke` as a person meets them: with a display of their own making, with a browser, and with neither. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScreen } from '../../scripts/runtime/display.mjs';
import { runScript } from './runScript.js';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-start-'));
  await runScript('build');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' };

const smokeLine = {
  electron: null as unknown,
  chromium: expect.stringMatching(/^\d+\./),
  node: expect.stringMatching(/^\d+\./),
  devices: expect.any(Number),
  interactiveMs: expect.any(Number),
  consoleErrors: [],
};

describe('npm start -- --smoke', () => {
  it('without a display brings an Xvfb of its own and tries the Electron window', async () => {
    const { code, stdout, stderr } = await runScript('start', ['--smoke'], { env: noDisplay });
    expect(stderr).toContain('using an Xvfb of our own');
    const found = JSON.parse(stdout);
    expect(found).toEqual({ ...smokeLine, host: 'electron', electron: expect.stringMatching(/^\d+\./) });
    expect(found.devices).toBeGreaterThan(5);
    expect(found.interactiveMs).toBeGreaterThan(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(0);
  });

  it('tries the browser host in an installed Chromium when there is no Xvfb', async () => {
    const { code, stdout } = await runScript('start', ['--smoke', '--browser'], { env: noDisplay });
    expect(JSON.parse(stdout)).toEqual({ ...smokeLine, host: 'browser', electron: null });
    expect(code).toBe(0);
  });

  it('with neither exits 1 and names both', async () => {
    symlinkSync(process.execPath, join(folder, 'node'));
    const { code, stdout, stderr } = await runScript('start', ['--smoke'], { env: { ...noDisplay, PATH: folder } });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/no Xvfb and no Chromium/);
    expect(stderr).toMatch(/apt-get install -y xvfb.*apt-get install -y chromium/);
  });
});

describe('npm start', () => {
  it('without a display serves the window to a browser and prints the address', async () => {
    const ended = await runScript('start', [], {
      env: { ...noDisplay, LOCKSTEP_DATA: folder },
      until: /http:\/\/127\.0\.0\.1:\d+\/#\S+/,
      limitMs: 20_000,
    });
    expect(ended.stdout + ended.stderr).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#\S{20,}/);
    expect(ended.stderr).toContain('there is no display');
  });

  it('says what it knows when it is told something else', async () => {
    const { code, stderr } = await runScript('start', ['--nonsense']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/does not know --nonsense/);
    expect(stderr).toMatch(/--browser/);
  });

  it('passes --no-sandbox as root, and only then, and says so', async () => {
    const screen = await startScreen();
    const { stderr } = await runScript('start', [], {
      env: { DISPLAY: screen.display, XDG_CONFIG_HOME: folder },
      until: /running as root|DevTools|offline fallback, an end-of-life/,
      limitMs: 30_000,
    });
    screen.end();
    const said = /running as root: Chromium’s sandbox is off \(--no-sandbox\)/.test(stderr);
    expect(said).toBe(process.getuid?.() === 0);
  });
});
