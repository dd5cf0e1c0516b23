/**
 * `npm run pictures`: takes the README's pictures anew from the real window. `-- --all` takes every size and theme into
 * test-results, to be looked at. `-- --gallery` takes those that the widget gallery is held against.
 */
import { spawnSync } from 'node:child_process';
import { launchBrowser, launchElectron } from './drive/launch.mjs';
import { chooseRuntime } from './runtime/choose.mjs';
import { hasDisplay, startScreen, systemChromium } from './runtime/display.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot, root } from './setup/places.mjs';
import { Stop, say, script } from './setup/say.mjs';

/** By the test that compares them, so that both are taken alike. */
const takeGallery = () => {
  const test = ['test', '--project=browser', '--update-snapshots=all', 'test/e2e/browser/gallery.test.ts'];
  const { status } = spawnSync(process.execPath, [inRoot('node_modules', '@playwright', 'test', 'cli.js'), ...test], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Stop('The gallery was not taken.', 'The lines above say why.');
};

script(async () => {
  const words = process.argv.slice(2);
  const all = words.includes('--all');
  if (words.length > 1 || words.some((word) => word !== '--all' && word !== '--gallery'))
    throw new Stop('npm run pictures knows --all and --gallery.', 'Run it without, or with one of them.');
  await ensureInstalled();
  if (words.includes('--gallery')) return takeGallery();
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
