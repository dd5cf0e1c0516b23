/** Serves the built window over app://, from its folder and nowhere else, with the content policy on every response. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { contentTypeOf, pageHeaders, withNonce } from '../../shared/ipc/policy.js';
import { isOurs, scheme } from './origin.js';

/** Makes the scheme a secure origin of its own. Must run before the app is ready. */
export const declareScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
};

/** The file an address names inside `folder`, or null when it would lie outside or the address is not ours. */
export const fileOf = (address: string, folder: string): string | null => {
  if (!isOurs(address)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    // A stray % is no path of ours.
    return null;
  }
  if (path.includes('\0')) return null;
  const file = resolve(folder, `.${path}`);
  return file.startsWith(folder + sep) ? file : null;
};

const refuse = (status: number): Response => new Response(null, { status, headers: pageHeaders('none', "'none'") });

/** Answers one request from `folder`: 200, or an empty 404 or 405. */
export const answer = async (request: { url: string; method: string }, folder: string): Promise<Response> => {
  if (request.method !== 'GET') return refuse(405);
  const file = fileOf(request.url, folder);
  const type = file && contentTypeOf(file);
  if (!file || !type) return refuse(404);
  const nonce = randomBytes(16).toString('base64');
  const headers = { ...pageHeaders(nonce, "'none'"), 'Content-Type': type };
  try {
    const bytes = await readFile(file);
    return new Response(type.startsWith('text/html') ? withNonce(bytes.toString('utf8'), nonce) : bytes, { headers });
  } catch {
    // Missing, or a folder: either way there is nothing of that name to serve.
    return refuse(404);
  }
};

/** Serves `folder` (absolute) in this session until disposed. */
export const serveWindow = (session: Session, folder: string): Disposable => {
  session.protocol.handle(scheme, (request) => answer(request, folder));
  return { [Symbol.dispose]: () => session.protocol.unhandle(scheme) };
};
