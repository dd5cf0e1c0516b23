/** What the window may never do: ask for permissions, go elsewhere, open windows, embed pages, or reach the network. */
import { type App, type Session, type WebContents, shell } from 'electron';
import { isOurs, mayOpenOutside } from './origin.js';

/** Copying text is the one permission we use (copy buttons), and only our own page has it. */
const granted = (permission: string, address: string): boolean =>
  permission === 'clipboard-sanitized-write' && isOurs(address);

/** Denies permissions when asked and when checked, devices, downloads of another origin, and every request to a network or file. */
export const guardSession = (session: Session): void => {
  // biome-ignore lint/complexity/useMaxParams: Electron gives the handler's shape
  session.setPermissionRequestHandler((_contents, permission, done, details) =>
    done(granted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => granted(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] },
    (_details, done) => done({ cancel: true }),
  );
};

const guardContents = (contents: WebContents): void => {
  const stay = (event: { url: string; preventDefault: () => void }): void => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
};

/** Guards every page there will ever be, before it loads anything. */
export const guardContentsOf = (app: App): void => {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
};
