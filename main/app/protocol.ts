/** Serves the built window over app://, from its folder and nowhere else, with the content policy on every response. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { protocol, type ProtocolResponse, type Session } from 'electron';
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

const refuse = (statusCode: number): ProtocolResponse => ({
  statusCode,
  headers: { ...pageHeaders('none', 'window') },
  data: Buffer.alloc(0),
});

/** Answers one request from `folder`: 200, or an empty 404 or 405. */
export const answer = (request: { url: string; method: string }, folder: string): ProtocolResponse => {
  if (request.method !== 'GET') return refuse(405);
  const file = fileOf(request.url, folder);
  const type = file && contentTypeOf(file);
  if (!file || !type) return refuse(404);
  const nonce = randomBytes(16).toString('base64');
  const headers = { ...pageHeaders(nonce, 'window'), 'Content-Type': type };
  const [mimeType = '', charset = ''] = type.split('; charset=');
  try {
    // Read at once: the files are few and small, and each turn of the loop waits behind what opens the lab.
    const bytes = readFileSync(file);
    const data = mimeType === 'text/html' ? Buffer.from(withNonce(bytes.toString('utf8'), nonce)) : bytes;
    return { statusCode: 200, mimeType, charset, headers, data };
  } catch {
    // Missing, or a folder: either way there is nothing of that name to serve.
    return refuse(404);
  }
};

/**
 * Serves `folder` (absolute) in this session until disposed. By buffers, not by `protocol.handle`: that one loads the
 * runtime's whole fetch machinery before the first page is answered, and pumps each file through a web stream.
 */
export const serveWindow = (session: Session, folder: string): Disposable => {
  session.protocol.registerBufferProtocol(scheme, (request, done) => done(answer(request, folder)));
  return { [Symbol.dispose]: () => session.protocol.unregisterProtocol(scheme) };
};
