/** `npm start`: opens the window; without a display, the browser host. `-- --smoke` tries it out and says how it went in one JSON line. */
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot, root } from './setup/places.mjs';
import { runInForeground } from './setup/run.mjs';
import { Stop, say, script } from './setup/say.mjs';
import { chooseRuntime } from './runtime/choose.mjs';
import { hasDisplay } from './runtime/display.mjs';

const usage = `npm start                open the window; without a display, serve it to a browser
npm start -- --browser   serve it to a browser on this machine
npm start -- --smoke     try the window out, print one JSON line, exit 0 or 1
`;

const openInBrowserHost = (why) => {
  say(`${why}: starting the browser host. Ctrl+C ends it.`);
  return runInForeground(process.execPath, [inRoot('dist', 'main', 'host.js')], { cwd: root });
};

const openWindow = async () => {
  const runtime = await chooseRuntime();
  const asRoot = process.getuid?.() === 0;
  if (asRoot) say('running as root: Chromium’s sandbox is off (--no-sandbox). An ordinary user keeps it on.');
  if (runtime.kind === 'offline-fallback')
    say('the runtime is the offline fallback, an end-of-life Electron: see About.');
  return runInForeground(runtime.program, [...(asRoot ? ['--no-sandbox'] : []), root], {
    cwd: root,
    env: { ...process.env, LOCKSTEP_RUNTIME: runtime.kind },
  });
};

script(async () => {
  const words = process.argv.slice(2);
  const unknown = words.filter((word) => !['--smoke', '--browser', '--help'].includes(word));
  if (words.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  if (unknown.length > 0) throw new Stop(`npm start does not know ${unknown.join(' ')}.`, usage.trimEnd());
  await ensureInstalled();
  await ensureBuilt();
  if (words.includes('--smoke')) {
    const { smoke } = await import('./smoke.mjs');
    return smoke({ browser: words.includes('--browser') });
  }
  if (words.includes('--browser')) return openInBrowserHost('as asked');
  return hasDisplay() ? openWindow() : openInBrowserHost('there is no display (DISPLAY is not set)');
});
