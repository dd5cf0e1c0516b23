/** What a page of ours may do, as response headers: one policy for app:// and for the browser host. */

/** Stands in built pages where a host puts its nonce (`html.cspNonce` of the renderer's build). */
const nonceMark = 'LOCKSTEP-NONCE';

/** Who shows the page: our own window, or a browser with other pages in it. */
type PageHost = 'window' | 'browser';

/**
 * What only a browser's page is told. In our own window there is no opener to be cut off from, and none is ever
 * opened; the header would have Chromium throw away the process it has started for the window, and make another.
 */
const amongOthers = { 'Cross-Origin-Opener-Policy': 'same-origin' } as const;

/**
 * Headers for every response.
 * @param nonce Fresh and unguessable for each page.
 * @param host A page in our window connects nowhere; in a browser to its own WebSocket.
 */
export const pageHeaders = (nonce: string, host: PageHost): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self'",
    `connect-src ${host === 'window' ? "'none'" : "'self'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  ...(host === 'browser' ? amongOthers : {}),
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
