import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Frame } from '../../shared/ipc/frame.js';
import { mostRequestBytes, protocolsFor, socketPath } from '../../shared/ipc/socket.js';
import { appInfo } from '../../test/fixtures/labFixture.js';
import { scriptedWire } from '../../test/fixtures/scriptedWire.js';
import { createLab, type Lab, type LabOptions } from '../lab/lab.js';
import { wireOpener } from '../wires/open.js';
import { type Host, startHost } from './host.js';

let root: string;
let lab: Lab;
let host: Host;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-pages-'));
  writeFileSync(join(root, 'index.html'), '<style nonce="LOCKSTEP-NONCE"></style>');
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'assets', 'index.js'), 'export {};');
  writeFileSync(join(root, 'secret.txt'), 'no');
  writeFileSync(`${root}.html`, 'outside');
  const wire: LabOptions['openWire'] = (uri, opening) =>
    uri === 'local:' ? Promise.resolve(scriptedWire()) : wireOpener(null)(uri, opening);
  lab = createLab({ openWire: wire, dataDir: null, clock: Date.now, info: appInfo });
  host = await startHost({ lab, port: 0, root, patienceMs: 60 });
});
afterEach(async () => {
  await host[Symbol.asyncDispose]();
  await lab[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
  rmSync(`${root}.html`, { force: true });
});

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A raw request: paths and headers go out exactly as given. */
const get = (path: string, options: { headers?: Record<string, string>; method?: string } = {}): Promise<Got> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.port, path, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });

const origin = (): string => `http://127.0.0.1:${host.port}`;
const dial = (
  options: { origin?: string | undefined; token?: string; path?: string; headers?: Record<string, string> } = {},
): WebSocket => {
  const { token = host.token, path = socketPath, headers = {} } = options;
  const from =
    'origin' in options ? (options.origin === undefined ? {} : { origin: options.origin }) : { origin: origin() };
  return new WebSocket(`ws://127.0.0.1:${host.port}${path}`, protocolsFor(token), { ...from, headers });
};
/** `open`, or the status it was refused with. */
const fate = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)));
  });

interface Message {
  readonly id?: number | null;
  readonly answer?: {
    readonly ok: boolean;
    readonly result?: Record<string, unknown>;
    readonly fault?: { readonly kind: string };
  };
  readonly frame?: Frame;
}

/** A busy machine takes its time, the first import of a wire above all. */
const patient = { timeout: 15_000 };

/** A window: asks, and keeps the frames. */
const connect = async () => {
  const socket = dial();
  const messages: Message[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data)) as Message));
  expect(await fate(socket)).toBe('open');
  let count = 0;
  const answered = async (id: number | null): Promise<NonNullable<Message['answer']>> => {
    await expect.poll(() => messages.some((message) => message.id === id), patient).toBe(true);
    const answer = messages.find((message) => message.id === id)?.answer;
    if (answer === undefined) throw new Error('no answer');
    return answer;
  };
  const ask = (command: string, input: unknown): Promise<NonNullable<Message['answer']>> => {
    count += 1;
    socket.send(JSON.stringify({ id: count, command, input }));
    return answered(count);
  };
  const frames = (): readonly Frame[] => messages.flatMap(({ frame }) => (frame === undefined ? [] : [frame]));
  const frame = async (seq: number): Promise<Frame> => {
    await expect.poll(() => frames().some((one) => one.seq === seq), patient).toBe(true);
    const found = frames().findLast((one) => one.seq === seq);
    if (found === undefined) throw new Error('no frame');
    return found;
  };
  const open = async (uri: string): Promise<string> => String((await ask('session.open', { uri })).result?.session);
  /** From now on each frame is acknowledged as it comes, and those that came already: a write may take more than one. */
  const acknowledge = (session: string): void => {
    const ack = ({ frame }: Message): void => {
      if (frame !== undefined) void ask('session.ack', { session, seq: frame.seq });
    };
    for (const message of messages) ack(message);
    socket.on('message', (data) => ack(JSON.parse(String(data)) as Message));
  };
  return { socket, ask, answered, frames, frame, open, acknowledge };
};

describe('the pages', () => {
  it('are served with the content policy, a fresh nonce and nosniff, COOP, CORP', async () => {
    const [first, second] = [await get('/'), await get('/index.html')];
    expect(first.status).toBe(200);
    const policy = String(first.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(first.body).toBe(`<style nonce="${nonce}"></style>`);
    expect(second.body).not.toBe(first.body);
    expect(first.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'content-type': 'text/html; charset=utf-8',
    });
    expect(await get('/assets/index.js?x=1')).toMatchObject({ status: 200, body: 'export {};' });
  });

  it.each([
    '/../outside.html',
    '/%2e%2e/x.html',
    '/..%2f..%2fetc%2fpasswd',
    '/assets',
    '/assets/',
    '/missing.js',
    '/%',
    '/%00.html',
    '/secret.txt',
    '//etc/passwd',
  ])('do not include %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: '' });
  });

  it('do not leak out of a folder whose name merely begins the same', async () => {
    const sibling = `${root.slice(root.lastIndexOf('/') + 1)}.html`;
    expect(await get(`/../${sibling}`)).toMatchObject({ status: 404 });
  });

  it('are refused under any other name: DNS rebinding', async () => {
    expect(await get('/', { headers: { host: `evil.example:${host.port}` } })).toMatchObject({ status: 403, body: '' });
    expect(await get('/', { headers: { host: '127.0.0.1' } })).toMatchObject({ status: 403 });
    expect(await get('/', { headers: { host: `localhost:${host.port}` } })).toMatchObject({ status: 200 });
  });

  it('are only read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect(await get('/', { method })).toMatchObject({ status: 405 });
    expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('have an address with a token nobody can guess, and listen on this machine only', () => {
    expect(host.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[A-Za-z0-9_-]{32}$/);
  });
});

describe('the line', () => {
  it('opens for our own page with the token, and does not echo the token', async () => {
    const socket = dial();
    expect(await fate(socket)).toBe('open');
    expect(socket.protocol).toBe('lockstep');
    socket.close();
  });

  it.each<[string, () => WebSocket, string]>([
    ['another site', () => dial({ origin: 'http://evil.example' }), '403'],
    ['another port', () => dial({ origin: 'http://127.0.0.1:1' }), '403'],
    ['a page without an origin', () => dial({ origin: 'null' }), '403'],
    ['no origin at all', () => dial({ origin: undefined }), '403'],
    ['a wrong token', () => dial({ token: 'x'.repeat(32) }), '403'],
    ['an empty token', () => dial({ token: '' }), '403'],
    [
      'a name that is not ours',
      () => dial({ origin: 'http://evil.example', headers: { host: 'evil.example' } }),
      '403',
    ],
    ['another path', () => dial({ path: '/other' }), '404'],
  ])('stays shut for %s', async (_, socket, status) => {
    expect(await fate(socket())).toBe(status);
  });

  it('answers what it cannot read, and goes on', async () => {
    const window = await connect();
    window.socket.send('not json');
    expect(await window.answered(null)).toMatchObject({ ok: false, fault: { kind: 'bad-request' } });
    window.socket.send(Buffer.from([1, 2, 3]));
    window.socket.send('{"id": -1, "command": "app.info", "input": {}}');
    window.socket.send('{"id": 1, "command": "app.info", "input": {}, "more": 1}');
    expect(await window.ask('app.info', {})).toMatchObject({ ok: true, result: appInfo });
    expect(await window.ask('app.info', { x: 'y'.repeat(mostRequestBytes) })).toMatchObject({
      ok: false,
      fault: { kind: 'bad-request' },
    });
    expect(await window.ask('nonsense', {})).toMatchObject({ ok: false, fault: { kind: 'bad-request' } });
    window.socket.close();
  });

  it('is cut by a message far over the cap', async () => {
    const window = await connect();
    const closed = new Promise((resolve) => window.socket.on('close', resolve));
    window.socket.send('x'.repeat(8 * mostRequestBytes));
    expect(await closed).toBe(1009);
  });

  it('carries a session: answer, frame, write, and the frame with its effects', async () => {
    const window = await connect();
    const session = await window.open('sim:');
    expect((await window.frame(1)).snapshot?.kind).toBe('full');
    window.acknowledge(session);
    const write = {
      session,
      path: 'bus/pci/devices/0000:01:00.0/trust',
      value: '2',
      predicted: null,
      ownBranch: false,
      op: 'a',
    };
    const { result } = await window.ask('session.write', write);
    expect(result).toMatchObject({ outcome: { kind: 'done' } });
    const frame = await window.frame(Number(result?.seq));
    expect(frame.events.map(({ kind }) => kind)).toContain('change');
    window.socket.close();
  });

  it('sends one frame at a time to a window that does not acknowledge', async () => {
    const window = await connect();
    const session = await window.open('sim:');
    await window.frame(1);
    for (let n = 0; n < 20; n++) await window.ask('session.refresh', { session, device: null });
    expect(window.frames()).toHaveLength(1);
    await window.ask('session.ack', { session, seq: 1 });
    expect((await window.frame(2)).events).toHaveLength(20);
    window.socket.close();
  });

  it('keeps frames from a window that did not open their session', async () => {
    const [one, other] = [await connect(), await connect()];
    await one.open('sim:');
    await one.frame(1);
    expect(other.frames()).toHaveLength(0);
    one.socket.close();
    other.socket.close();
  });

  it('goes on where it broke: the session sends what was missed, whole', async () => {
    const before = await connect();
    const session = await before.open('sim:');
    await before.frame(1);
    await before.ask('session.ack', { session, seq: 1 });
    before.socket.terminate();
    await lab.handle('session.refresh', { session, device: null });
    const after = await connect();
    expect(await after.ask('session.ack', { session, seq: 1 })).toMatchObject({ ok: true });
    const again = await after.frame(3);
    expect(again.snapshot?.kind).toBe('full');
    expect(again.events).toMatchObject([{ kind: 'read' }]);
    after.socket.close();
  });

  it('disarms a real machine when it breaks, and closes its session when nobody comes back', async () => {
    const window = await connect();
    const session = await window.open('local:');
    await window.frame(1);
    await window.ask('session.arm', { session, armed: true });
    window.socket.terminate();
    const write = { session, path: 'devices/x', value: '0', predicted: null, ownBranch: false, op: 'a' };
    await expect.poll(() => lab.handle('session.write', write)).toMatchObject({ fault: { kind: 'disarmed' } });
    await expect.poll(() => lab.handle('session.write', write)).toMatchObject({ fault: { kind: 'no-session' } });
  });
});
