/** `npm run check`: the quick gate before a commit: types, lint, walls and unit tests. */
import { ensureInstalled } from './setup/install.mjs';
import { script } from './setup/say.mjs';
import { runSuites } from './runSuites.mjs';

script(async () => {
  await ensureInstalled();
  const { suites } = await import('./suites.mjs');
  return runSuites(suites.filter(({ quick }) => quick));
});
