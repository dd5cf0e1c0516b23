/** A window of the lab: shown at once in the colour of its theme, sandboxed, with nothing of Node in it. */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type Rectangle, screen } from 'electron';
import { pageUrl } from './origin.js';
import { keepWindowState, readWindowState, type WindowState } from './windowState.js';

/** `--app` of the two themes (renderer/ui/tokens.css), so that the first paint does not flash. */
const ground = { light: '#eef0f3', dark: '#0d0f12' } as const;

export interface WindowOptions {
  /** Absolute path of the preload script. */
  readonly preload: string;
  /** File for place and size. */
  readonly stateFile: string;
  /** True for one more beside those there are: its page takes over what they have open. */
  readonly further: boolean;
}

/** A further window does not hide the one before, in pixels. */
const asideBy = 32;

const placeOf = (before: WindowState | null, further: boolean): Partial<Rectangle> => {
  const [front] = further ? [BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]] : [];
  if (front === undefined) return before?.bounds ?? { width: 1440, height: 900 };
  const { x, y, width, height } = front.getNormalBounds();
  return { x: x + asideBy, y: y + asideBy, width, height };
};

/** Opens the window and starts loading its page. */
export const openWindow = ({ preload, stateFile, further }: WindowOptions): BrowserWindow => {
  const before = readWindowState(
    stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...placeOf(before, further),
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
  if (before?.maximized && !further) window.maximize();
  keepWindowState(window, stateFile);
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    process.stderr.write(`lockstep: the window's process ended (${reason})\n`);
    // Killed or out of memory: the page comes back. One that crashes at once again would loop, so it stays dark.
    if (reason === 'killed' || reason === 'oom') window.webContents.reload();
  });
  window.loadURL(pageUrl(further ? 'index.html#further' : 'index.html')).catch((error: unknown) => {
    process.stderr.write(`lockstep: the window's page did not load: ${String(error)}\n`);
  });
  return window;
};

/** Where the preload script and the window's files lie, seen from the built main process. */
export const builtPaths = (mainFolder: string): { preload: string; renderer: string } => ({
  preload: join(mainFolder, '..', 'preload', 'index.cjs'),
  renderer: join(mainFolder, '..', 'renderer'),
});
