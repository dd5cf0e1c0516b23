/** `npm run typecheck`: the types of every folder, each with its own libraries. */
import { gates } from './gates.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { runInForeground } from './setup/run.mjs';
import { script } from './setup/say.mjs';

script(async () => {
  await ensureInstalled();
  return runInForeground(process.execPath, gates.types.args, { cwd: gates.cwd });
});
