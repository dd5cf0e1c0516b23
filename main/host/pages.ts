/** Serves the built window from its folder and nowhere else, with the content policy on every response. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve, sep } from 'node:path';
import { contentTypeOf, pageHeaders, withNonce } from '../../shared/ipc/policy.js';
import { isOurHost } from './gate.js';

/** The file that a request's path names inside `root` (absolute), or null when it would lie outside. */
export const fileOf = (url: string, root: string): string | null => {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '');
  } catch {
    // A stray % is no path of ours.
    return null;
  }
  if (!path.startsWith('/') || path.includes('\0')) return null;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  return file.startsWith(root + sep) ? file : null;
};

const send = (
  response: ServerResponse,
  status: number,
  body: { headers: Readonly<Record<string, string>>; bytes: string | Buffer },
): void => {
  response.writeHead(status, {
    ...body.headers,
    'Cache-Control': 'no-cache',
    'Content-Length': Buffer.byteLength(body.bytes),
  });
  response.end(body.bytes);
};

const refuse = (response: ServerResponse, status: number): void =>
  send(response, status, { headers: pageHeaders('none', 'browser'), bytes: '' });

/** Answers one request: 200; 403 for a name that is not ours; 404; 405 for anything but GET and HEAD. */
export const servePage = async (
  request: IncomingMessage,
  response: ServerResponse,
  { root, port }: { root: string; port: number },
): Promise<void> => {
  if (!isOurHost(request.headers.host, port)) return refuse(response, 403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const file = fileOf(request.url ?? '/', root);
  const type = file === null ? null : contentTypeOf(file);
  if (file === null || type === null) return refuse(response, 404);
  const nonce = randomBytes(16).toString('base64');
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    // Missing, or a folder: either way there is nothing of that name to serve.
    return refuse(response, 404);
  }
  const headers = { ...pageHeaders(nonce, 'browser'), 'Content-Type': type };
  send(response, 200, {
    headers,
    bytes: type.startsWith('text/html') ? withNonce(bytes.toString('utf8'), nonce) : bytes,
  });
};
