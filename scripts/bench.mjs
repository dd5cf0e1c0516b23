/** `npm run bench`: sets everything up, then measures the promises of speed in the real Electron window (test/bench). */
import { chooseRuntime } from './runtime/choose.mjs';
import { hasDisplay, startScreen } from './runtime/display.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot, root } from './setup/places.mjs';
import { script } from './setup/say.mjs';

script(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const runtime = await chooseRuntime();
  const screen = hasDisplay() ? null : await startScreen();
  try {
    // Vite runs the bench's TypeScript as it is: it needs no build of its own.
    const { runnerImport } = await import('vite');
    const { module } = await runnerImport(inRoot('test', 'bench', 'run.ts'), {
      root,
      configFile: false,
      logLevel: 'error',
    });
    return await module.main({
      argv: process.argv.slice(2),
      root,
      runtime: { ...runtime, env: screen ? { DISPLAY: screen.display } : {} },
    });
  } finally {
    screen?.end();
  }
});
