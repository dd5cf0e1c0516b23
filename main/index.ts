/** Electron's composition root: builds the app from top to bottom, and takes it down in reverse. */
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { mayHaveGraphics } from './app/graphics.js';
import { guardContentsOf, guardSession } from './app/guards.js';
import { serveCommands } from './app/ipc.js';
import { declareScheme, serveWindow } from './app/protocol.js';
import { utilityHelper } from './app/utilityHelper.js';
import { builtPaths, openWindow } from './app/window.js';
import type { Lab } from './lab/lab.js';

/** Taken down last to first. */
const built: (() => void | PromiseLike<void>)[] = [];

const takeDown = async (): Promise<void> => {
  for (const undo of built.splice(0).reverse()) await undo();
};

/** The lab comes by its own import, after the window is on its way: the first paint does not wait for it. */
const openLab = async (openFurther: () => void): Promise<Lab> => {
  const [{ appInfo }, { evidenceDesk }, { createLab }, { surroundingsOf }, { labOpener }] = await Promise.all([
    import('./app/facts.js'),
    import('./lab/evidenceDesk.js'),
    import('./lab/lab.js'),
    import('./wires/found.js'),
    import('./wires/open.js'),
  ]);
  const dataDir = join(app.getPath('userData'), 'lab');
  const evidence = evidenceDesk({
    file: join(import.meta.dirname, 'evidence.js'),
    dataDir,
    authorityDir: join(app.getPath('userData'), 'evidence'),
  });
  const lab = createLab({
    // The window asks for the simulated lab as soon as it can; until then there is time to make one.
    openWire: await labOpener({ helper: join(import.meta.dirname, 'helper.js'), start: utilityHelper }, evidence.fleet),
    surroundings: surroundingsOf(join(import.meta.dirname, '..', '..'), app.getPath('userData')),
    evidence,
    dataDir,
    clock: Date.now,
    info: appInfo(app),
    openWindow: openFurther,
  });
  lab.prepare();
  return lab;
};

/** Windows on one lab. */
const mostWindows = 4;

const start = (): void => {
  const paths = builtPaths(import.meta.dirname);
  guardSession(session.defaultSession);
  const served = serveWindow(session.defaultSession, paths.renderer);
  built.push(() => served[Symbol.dispose]());

  const stateFile = join(app.getPath('userData'), 'window.json');
  const window = openWindow({ preload: paths.preload, stateFile, further: false });
  const openFurther = (): void => {
    // Each is a process of its own; more than these nobody looks at.
    if (BrowserWindow.getAllWindows().length >= mostWindows) return;
    windows.admit(openWindow({ preload: paths.preload, stateFile, further: true }).webContents);
  };

  const lab = openLab(openFurther);
  built.push(async () => (await lab)[Symbol.asyncDispose]());
  const windows = serveCommands(() => lab);
  windows.admit(window.webContents);
  built.push(() => windows[Symbol.dispose]());
  lab.then(
    (opened) => {
      const frames = opened.onFrame(windows.frame);
      built.push(() => frames[Symbol.dispose]());
      const openings = opened.onOpening(windows.opening);
      built.push(() => openings[Symbol.dispose]());
    },
    (error: unknown) => {
      process.stderr.write(`lockstep: the lab could not be opened: ${String(error)}\n`);
      app.exit(1);
    },
  );

  if (smoking) void import('./app/smoke.js').then(({ runSmoke }) => runSmoke(window));

  // Hidden until asked for, and not free to build: after the page has what it needs.
  window.webContents.once(
    'did-finish-load',
    () => void import('./app/menu.js').then(({ setMenu }) => setMenu(app, openFurther)),
  );
  app.on('second-instance', () => {
    const [front] = BrowserWindow.getAllWindows();
    if (front?.isMinimized()) front.restore();
    front?.focus();
  });
};

/** It tries itself out, beside whatever runs already. */
const smoking = app.commandLine.hasSwitch('smoke');

declareScheme();
if (!mayHaveGraphics(process.platform, '/dev')) app.disableHardwareAcceleration();
guardContentsOf(app);
// As root there is no Chromium sandbox (--no-sandbox), and asking for one then kills its processes; the window stays cut off from Node all the same.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.on('window-all-closed', () => app.quit());
app.on('will-quit', (event) => {
  if (built.length === 0) return;
  event.preventDefault();
  // A disposer that fails must not keep the app from ending, nor its failure from being seen.
  takeDown()
    .catch((error: unknown) => process.stderr.write(`lockstep: while closing: ${String(error)}\n`))
    // Not a second quit: on a busy machine Electron at times never came to its end.
    .finally(() => setImmediate(() => app.exit(Number(process.exitCode ?? 0))));
});

// The offline runtime imports this module and waits for it: awaiting readiness at the top level would never end.
if (smoking) {
  void import('./app/smoke.js').then(({ smokeData }) => {
    smokeData(app);
    return app.whenReady().then(start);
  });
} else if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();
