/** A console's socket that is left while the other side still speaks, or goes on for ever. */
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type ServerOpts, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSocketPort } from '../../main/wires/serial/socketPort.js';

/** A socket of ours with one connection on it, from both ends. */
const connected = async (options: ServerOpts) => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-socket-'));
  const path = join(folder, 'console.sock');
  const server = createServer(options);
  await new Promise<void>((done) => server.listen(path, done));
  const connection = once(server, 'connection') as Promise<[Socket]>;
  const port = await openSocketPort(path);
  port.hear({ bytes: () => undefined, end: () => undefined });
  const [far] = await connection;
  // Its own last words may find nobody: that is no matter here.
  far.on('error', () => undefined);
  return {
    ...{ port, far },
    [Symbol.dispose]() {
      far.destroy();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
};

it('what was sent last arrives, though much is left unread', async () => {
  using line = await connected({ pauseOnConnect: true });
  const { port, far } = line;
  let arrived = '';
  const left = once(far, 'close');
  far.write('x'.repeat(8_000_000));
  port.send(Buffer.from('exit\n'));
  const closed = port.close();
  await new Promise((done) => setTimeout(done, 100));
  far.on('data', (bytes) => {
    arrived += bytes.toString();
  });
  far.resume();
  await Promise.all([closed, left]);
  expect(arrived).toBe('exit\n');
});

it('is left all the same where the other side never ends', async () => {
  using line = await connected({ allowHalfOpen: true });
  const { port, far } = line;
  const ended = once(far, 'end');
  far.resume();
  const closed = port.close();
  await ended;
  expect(far.writable).toBe(true);
  await closed;
  // From then on what it says finds nobody.
  const gone = new Promise((done) => far.once('close', done));
  far.write('still here\n');
  await gone;
});
