/** Who may come in: only our own page, on our own address, with the token. Holds against DNS rebinding and against other sites' pages. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { socketPath, socketProtocol } from '../../shared/ipc/socket.js';

/** The names under which this host answers; any other name in `Host` is somebody else's that points here. */
export const isOurHost = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares without telling by the time it takes how much was right. */
const isToken = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

const offeredBy = (request: IncomingMessage): readonly string[] =>
  (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());

/** Null when this request may become a WebSocket; else the status to refuse it with. */
export const refusalOf = (
  request: IncomingMessage,
  { port, token }: { port: number; token: string },
): 403 | 404 | null => {
  const { host, origin } = request.headers;
  // Exactly the origin of the page this host served: not missing, not another port, not `null`.
  if (!isOurHost(host, port) || origin !== `http://${host}`) return 403;
  if (request.url !== socketPath) return 404;
  const protocols = offeredBy(request);
  const given = protocols.find((protocol) => protocol.startsWith('token.'))?.slice('token.'.length) ?? '';
  return protocols.includes(socketProtocol) && isToken(given, token) ? null : 403;
};
