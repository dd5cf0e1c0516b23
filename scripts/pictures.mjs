/** `npm run pictures`: takes the README's pictures anew from the real window. `-- --all` takes every size and theme into test-results, to be looked at. */
import { launchBrowser, launchElectron } from './drive/launch.mjs';
import { chooseRuntime } from './runtime/choose.mjs';
import { hasDisplay, startScreen, systemChromium } from './runtime/display.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot, root } from './setup/places.mjs';
import { Stop, say, script } from './setup/say.mjs';

script(async () => {
  const words = process.argv.slice(2);
  const all = words.includes('--all');
  if (words.some((word) => word !== '--all'))
    throw new Stop('npm run pictures knows only --all.', 'Run it without, or with it.');
  await ensureInstalled();
  await ensureBuilt();
  const runtime = await chooseRuntime();
  // Electron as root says in its status bar that it has no sandbox; the README is not the place for that. A browser shows the same.
  const chromium = process.getuid?.() === 0 && !all ? systemChromium() : null;
  const screen = hasDisplay() ? null : await startScreen();
  try {
    const { runnerImport } = await import('vite');
    const { module } = await runnerImport(inRoot('test', 'e2e', 'pictures.ts'), {
      root,
      configFile: false,
      logLevel: 'error',
    });
    const folder = all ? inRoot('test-results', 'pictures') : inRoot('test', 'pictures');
    const taken = await module.takePictures({
      launch: () =>
        chromium
          ? launchBrowser({ program: chromium })
          : launchElectron({ ...runtime, env: screen ? { DISPLAY: screen.display } : {} }),
      folder,
      all,
    });
    say(`${taken.length} pictures in ${folder}`);
  } finally {
    screen?.end();
  }
});
