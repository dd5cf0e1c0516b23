/** The lab for a browser: pages over HTTP, the contract over a WebSocket, on this machine's own address only. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { WebSocketServer } from 'ws';
import { mostRequestBytes, socketProtocol } from '../../shared/ipc/socket.js';
import type { Lab } from '../lab/lab.js';
import { refusalOf } from './gate.js';
import { createOwners } from './owners.js';
import { servePage } from './pages.js';
import { serveLine } from './serveLine.js';

/** Beyond the largest request there is room to answer that it was too large; beyond this the line is cut. */
const mostMessageBytes = 4 * mostRequestBytes;

export interface HostOptions {
  readonly lab: Lab;
  /** 0 for any free port. */
  readonly port: number;
  /** Folder of the built window. */
  readonly root: string;
  /** How long a session waits for its window after the line broke, in milliseconds. */
  readonly patienceMs?: number;
}

export interface Host extends AsyncDisposable {
  /** For the browser; the token is in the fragment, which no browser sends anywhere. */
  readonly address: string;
  readonly port: number;
  readonly token: string;
}

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<number> =>
  new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      const address = server.address();
      if (address === null || typeof address === 'string') failed(new Error('the server has no port'));
      else done(address.port);
    });
  });

/** Starts serving. Rejects with Node's error when the port cannot be had. The lab stays its maker's to dispose. */
export const startHost = async ({ lab, port: wanted, root, patienceMs = 600_000 }: HostOptions): Promise<Host> => {
  const token = randomBytes(24).toString('base64url');
  const folder = resolve(root);
  let port = wanted;
  const server = createServer((request, response) => {
    servePage(request, response, { root: folder, port }).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostMessageBytes,
    perMessageDeflate: false,
    // The token is offered as a protocol too, and must not be echoed.
    handleProtocols: () => socketProtocol,
  });
  const owners = createOwners({
    patienceMs,
    away: (session) => lab.away(session),
    cancel: (op) => void lab.handle('opening.cancel', { op }),
    close: (session) => void lab.handle('session.close', { session }),
  });
  const frames = lab.onFrame((frame) => owners.frame(frame));
  const openings = lab.onOpening((frame) => owners.opening(frame));

  server.on('upgrade', (request, socket, head) => {
    const status = refusalOf(request, { port, token });
    if (status !== null) {
      socket.end(
        `HTTP/1.1 ${status} ${status === 403 ? 'Forbidden' : 'Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => serveLine(opened, { lab, owners }));
  });
  port = await listen(server, wanted);

  return {
    address: `http://127.0.0.1:${port}/#${token}`,
    port,
    token,
    async [Symbol.asyncDispose]() {
      frames[Symbol.dispose]();
      openings[Symbol.dispose]();
      owners[Symbol.dispose]();
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
};
