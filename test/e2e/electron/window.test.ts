/** What the window is cut off from: Node, other pages, other windows, permissions, the network. Each item of Electron's security list that the page itself can try. */
import { expect, test } from '../fixtures.js';

// These take `opened`, not `page`: what they try is meant to be logged as an error by Chromium.

test('the window has no Node, and of the preload four functions only', async ({ opened }) => {
  const seen = await opened.page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in globalThis),
    lab: Object.entries(Object.getOwnPropertyDescriptor(window, 'lab')?.value ?? {}).map(
      ([name, v]) => `${name}: ${typeof v}`,
    ),
    electron: Object.keys(window).filter((name) => /ipc|electron/i.test(name)),
  }));
  const lab = ['call: function', 'onFrame: function', 'onOpening: function', 'onDown: function'];
  expect(seen).toEqual({ node: [], lab, electron: [] });
});

test('the window is isolated and sandboxed by its preferences', async ({ app }) => {
  const found = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Electron's types keep this method to themselves; it is the only way to read what is in force.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    const { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity, nodeIntegrationInSubFrames } =
      contents.getLastWebPreferences();
    return { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity, nodeIntegrationInSubFrames };
  });
  expect(found).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true });
  expect(found.webviewTag).not.toBe(true);
  expect(found.nodeIntegrationInSubFrames).not.toBe(true);
});

for (const target of ['https://example.org/', 'file:///etc/passwd', 'app://elsewhere/index.html', 'data:text/html,x']) {
  test(`navigation to ${target} is denied`, async ({ opened }) => {
    const { page } = opened;
    const before = page.url();
    expect(before).toMatch(/^app:\/\/lockstep\//);
    await page.evaluate((address) => {
      location.href = address;
    }, target);
    await page.waitForTimeout(300);
    expect(page.url()).toBe(before);
    expect(await page.evaluate(() => document.title)).toBe('Lockstep');
  });
}

test('new windows are denied; only places we link to are opened outside', async ({ app, opened }) => {
  await app.evaluate(({ shell }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    shell.openExternal = (address) => {
      asked.push(address);
      return Promise.resolve();
    };
  });
  const results = await opened.page.evaluate(() =>
    [
      'https://lore.kernel.org/linux-coco/',
      'http://lore.kernel.org/',
      'https://lore.kernel.org.example.org/',
      'https://example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'app://lockstep/index.html',
      'https://user@docs.kernel.org/',
    ].map((address) => window.open(address)),
  );
  expect(results.every((result) => result === null)).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)).toEqual([
    'https://lore.kernel.org/linux-coco/',
  ]);
});

test('permissions are denied when asked for and when checked', async ({ opened }) => {
  const found = await opened.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
    const checked: Record<string, string> = {};
    for (const name of names)
      checked[name] = (await navigator.permissions.query({ name: name as PermissionName })).state;
    const asked = {
      notification: await Notification.requestPermission(),
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      ),
      position: await new Promise<string>((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('granted'),
          () => done('denied'),
        ),
      ),
      clipboard: await navigator.clipboard.readText().then(
        () => 'granted',
        () => 'denied',
      ),
    };
    return { ...checked, ...asked };
  });
  expect(new Set(Object.values(found))).toEqual(new Set(['denied']));
});

test('copying text is the one permission the window has', async ({ opened, app }) => {
  await opened.page.locator('body').click();
  await opened.page.evaluate(() => navigator.clipboard.writeText('echo 4 > trust'));
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('echo 4 > trust');
});

test('the content policy stops inline scripts, eval, inline styles and every connection', async ({ opened }) => {
  const found = await opened.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.planted = true';
    const style = document.createElement('style');
    style.textContent = 'body { --planted: yes }';
    document.head.append(script, style);
    const image = new Image();
    const loaded = new Promise<string>((done) => {
      image.onload = () => done('loaded');
      image.onerror = () => done('blocked');
    });
    image.src = 'https://example.org/x.png';
    // In a turn of its own: what the debugger itself evaluates is let through.
    const code = new Promise<string>((done) =>
      setTimeout(() => {
        try {
          done(String(new Function('return "ran"')()));
        } catch {
          // Being thrown out is what is hoped for.
          done('blocked');
        }
      }),
    );
    const socket = new Promise<string>((done) => {
      document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
        if (blockedURI.startsWith('ws:')) done('blocked');
      });
      new WebSocket('ws://127.0.0.1:9/').onopen = () => done('open');
    });
    const reach = (address: string): Promise<string> =>
      fetch(address).then(
        () => 'reached',
        () => 'blocked',
      );
    return {
      inlineScript: 'planted' in window ? 'ran' : 'blocked',
      inlineStyle: getComputedStyle(document.body).getPropertyValue('--planted') === '' ? 'blocked' : 'ran',
      code: await code,
      image: await loaded,
      https: await reach('https://example.org/'),
      local: await reach('http://127.0.0.1:9/'),
      file: await reach('file:///etc/passwd'),
      socket: await socket,
      frame: await new Promise<string>((done) => {
        const frame = document.createElement('iframe');
        frame.src = 'app://lockstep/index.html';
        frame.onload = () => done(frame.contentDocument?.querySelector('script') ? 'loaded' : 'blocked');
        document.body.append(frame);
      }),
    };
  });
  for (const [what, ended] of Object.entries(found)) expect(ended, what).toBe('blocked');
});

test('webviews are not to be had', async ({ opened }) => {
  const made = await opened.page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.org/');
    document.body.append(view);
    return 'getWebContentsId' in view;
  });
  expect(made).toBe(false);
});
