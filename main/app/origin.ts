/** The one origin of our pages, and the test for it. Compared by parts: `URL.origin` is "null" for a scheme of our own. */

export const scheme = 'app';
export const host = 'lockstep';

/** The address of a page of ours. */
export const pageUrl = (page: string): string => `${scheme}://${host}/${page}`;

/** True for addresses of our own pages only: exact protocol, exact host, no port and no user in it. */
export const isOurs = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === '';
};

/** Sites a link in the window may open in the person's own browser. */
const readingHosts: ReadonlySet<string> = new Set([
  'lore.kernel.org',
  'docs.kernel.org',
  'www.kernel.org',
  'git.kernel.org',
  'lwn.net',
]);

/** True for https addresses on the list of places we link to. */
export const mayOpenOutside = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' && readingHosts.has(url.host) && url.username === '' && url.password === '';
};
