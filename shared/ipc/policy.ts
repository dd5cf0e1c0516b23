/** What a page of ours may do, as response headers: one policy for app:// and for the browser host. */

/** Stands in built pages where a host puts its nonce (`html.cspNonce` of the renderer's build). */
const nonceMark = 'LOCKSTEP-NONCE';

/**
 * Headers for every response.
 * @param nonce Fresh and unguessable for each page.
 * @param connect Where the page may connect to: nowhere in Electron, its own WebSocket in a browser.
 */
export const pageHeaders = (nonce: string, connect: "'none'" | "'self'"): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
});

/** The page with this response's nonce in it. */
export const withNonce = (html: string, nonce: string): string => html.replaceAll(nonceMark, nonce);

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  json: 'application/json',
};

/** The content type by a file's ending, or null for what we do not serve. */
export const contentTypeOf = (path: string): string | null =>
  contentTypes[path.slice(path.lastIndexOf('.') + 1)] ?? null;
