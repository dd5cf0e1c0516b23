/** A console's socket that is left while the other side still speaks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSocketPort } from '../../main/wires/serial/socketPort.js';

it('what was sent last arrives, though much is left unread', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-socket-'));
  const path = join(folder, 'console.sock');
  let arrived = '';
  const server = createServer({ pauseOnConnect: true });
  await new Promise<void>((done) => server.listen(path, done));
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const port = await openSocketPort(path);
  port.hear({ bytes: () => undefined, end: () => undefined });
  const [far] = await connected;
  // Its own last words may find nobody: that is no matter here.
  far.on('error', () => undefined);
  const left = new Promise<void>((done) => far.once('close', () => done()));
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
  server.close();
  rmSync(folder, { recursive: true });
});
