/** `npm run -s lockstep -- COMMAND`: the command line over the lab. Set-up speaks on standard error, so standard output is the command's alone. */
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot } from './setup/places.mjs';
import { runInForeground } from './setup/run.mjs';
import { script } from './setup/say.mjs';

script(async () => {
  await ensureInstalled();
  await ensureBuilt();
  // npm runs scripts in the project's folder; paths a person gives are meant from where they stand.
  return runInForeground(process.execPath, [inRoot('dist', 'main', 'cli.js'), ...process.argv.slice(2)], {
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
});
