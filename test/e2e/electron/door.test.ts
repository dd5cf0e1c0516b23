/** Who may call the lab, with what; and what app:// serves: tried in the real app, from its main process. */
import { join, resolve } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from '../fixtures.js';

const preload = join(resolve(import.meta.dirname, '../../..'), 'dist/preload/index.cjs');

/** Opens a window that is not ours, with our preload, and calls the lab from it. */
const callFrom = (app: ElectronApplication, address: string): Promise<unknown> =>
  app.evaluate(
    async ({ BrowserWindow }, { preload, address }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload } });
      await window.loadURL(address);
      const answer: unknown = await window.webContents.executeJavaScript("window.lab.call('app.info', {})");
      window.destroy();
      return answer;
    },
    { preload, address },
  );

for (const address of ['data:text/html,<title>x</title>', 'app://lockstep/index.html']) {
  test(`a call from another window at ${address} is answered with a refusal`, async ({ app }) => {
    expect(await callFrom(app, address)).toEqual({
      ok: false,
      fault: { kind: 'bad-request', text: 'This page is not the window of the lab.' },
    });
  });
}

test('a call from our window that went elsewhere is refused', async ({ app }) => {
  const answer = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Main may load anything; a page never gets this far by itself.
    await window?.loadURL('data:text/html,<title>x</title>');
    return (await window?.webContents.executeJavaScript("window.lab.call('app.info', {})")) as unknown;
  });
  expect(answer).toMatchObject({ ok: false, fault: { kind: 'bad-request' } });
});

test('each malformed call is answered, never dropped', async ({ opened }) => {
  const answers = await opened.page.evaluate(async () => {
    type AnyCall = (command: unknown, input: unknown) => Promise<{ ok: boolean; fault?: { kind: string } }>;
    const { call } = Reflect.get(window, 'lab') as { call: AnyCall };
    const tries: [unknown, unknown][] = [
      ['no.such.command', {}],
      ['constructor', {}],
      [42, {}],
      ['x'.repeat(10_000), {}],
      ['app.info', { extra: 1 }],
      ['app.info', null],
      ['session.open', { uri: 'sim:', extra: true }],
      ['session.open', { uri: 7 }],
      ['session.read', { session: 'a', paths: Array(100).fill('x') }],
      [
        'session.write',
        { session: 'a', path: 'x', value: 'v'.repeat(5000), predicted: null, ownBranch: false, op: 'o' },
      ],
      ['settings.set', { settings: { big: 'x'.repeat(4_000_000) } }],
    ];
    return Promise.all(tries.map(([command, input]) => call(command, input).then((a) => a.fault?.kind ?? 'accepted')));
  });
  expect(answers).toEqual(answers.map(() => 'bad-request'));
});

test('app:// serves the window’s files, and nothing outside or of another host', async ({ app }) => {
  const found = await app.evaluate(async ({ net }) => {
    const status = async (address: string, method = 'GET'): Promise<number | string> =>
      net.fetch(address, { method }).then(
        (response) => response.status,
        () => 'refused',
      );
    return {
      page: await status('app://lockstep/index.html'),
      parent: await status('app://lockstep/..%2f..%2fpackage.json'),
      dots: await status('app://lockstep/%2e%2e/%2e%2e/package.json'),
      absolute: await status('app://lockstep//etc/passwd'),
      broken: await status('app://lockstep/%E0%A4%A'),
      folder: await status('app://lockstep/assets'),
      missing: await status('app://lockstep/none.js'),
      elsewhere: await status('app://elsewhere/index.html'),
      post: await status('app://lockstep/index.html', 'POST'),
    };
  });
  expect(found.page).toBe(200);
  expect(found.post).toBe(405);
  const { page: _page, post: _post, ...rest } = found;
  for (const [name, status] of Object.entries(rest)) expect(status, name).toBe(404);
});

test('every response carries the content policy, with a nonce of its own', async ({ app }) => {
  const [first, second] = await app.evaluate(async ({ net }) => {
    const headers = async (): Promise<Record<string, string>> => {
      const found: Record<string, string> = {};
      (await net.fetch('app://lockstep/index.html')).headers.forEach((value, name) => {
        found[name] = value;
      });
      return found;
    };
    return [await headers(), await headers()];
  });
  const policy = first?.['content-security-policy'] ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}'/);
  expect(policy).not.toMatch(/unsafe/);
  expect(policy).not.toBe(second?.['content-security-policy']);
  expect(first).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  // It would cost the window a second process at every start, and there is no opener here to be cut off from.
  expect(first).not.toHaveProperty('cross-origin-opener-policy');
});
