/** The one window: shown at once in the colour of its theme, sandboxed, with nothing of Node in it. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { pageUrl } from './origin.js';
import { keepWindowState, readWindowState } from './windowState.js';

/** `--app` of the two themes (renderer/ui/tokens.css), so that the first paint does not flash. */
const ground = { light: '#eef0f3', dark: '#0d0f12' } as const;

export interface WindowOptions {
  /** Absolute path of the preload script. */
  readonly preload: string;
  /** File for place and size. */
  readonly stateFile: string;
}

/** Opens the window and starts loading its page. */
export const openWindow = ({ preload, stateFile }: WindowOptions): BrowserWindow => {
  const before = readWindowState(
    stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...(before?.bounds ?? { width: 1440, height: 900 }),
    minWidth: 800,
    minHeight: 560,
    title: 'Lockstep',
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // It would fetch dictionaries from the network.
      spellcheck: false,
    },
  });
  if (before?.maximized) window.maximize();
  keepWindowState(window, stateFile);
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    process.stderr.write(`lockstep: the window's process ended (${reason})\n`);
    // Killed or out of memory: the page comes back. One that crashes at once again would loop, so it stays dark.
    if (reason === 'killed' || reason === 'oom') window.webContents.reload();
  });
  window.loadURL(pageUrl('index.html')).catch((error: unknown) => {
    process.stderr.write(`lockstep: the window's page did not load: ${String(error)}\n`);
  });
  return window;
};

/** Where the preload script and the window's files lie, seen from the built main process. */
export const builtPaths = (mainFolder: string): { preload: string; renderer: string } => ({
  preload: join(mainFolder, '..', 'preload', 'index.cjs'),
  renderer: join(mainFolder, '..', 'renderer'),
});
