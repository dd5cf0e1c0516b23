/** `npm run lint`: format and lint by biome, and the walls by dependency-cruiser. */
import { gates } from './gates.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { runInForeground } from './setup/run.mjs';
import { script } from './setup/say.mjs';

script(async () => {
  await ensureInstalled();
  let worst = 0;
  for (const gate of [gates.lint, gates.walls]) {
    worst = Math.max(worst, await runInForeground(process.execPath, gate.args, { cwd: gates.cwd }));
  }
  return worst;
});
