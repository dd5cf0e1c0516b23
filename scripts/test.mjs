/** `npm test`: sets everything up, runs every part, and ends in one line that sums them: N passed, N failed, N skipped. */
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { ensureSystemPackages } from './setup/system.mjs';
import { say, script } from './setup/say.mjs';
import { runSuites } from './runSuites.mjs';

script(async () => {
  await ensureInstalled();
  await ensureSystemPackages();
  const { suites } = await import('./suites.mjs');
  const wanted = process.argv.slice(2);
  const chosen = suites.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  await ensureBuilt().catch((error) => {
    // The parts that need the build will fail and say so; the others still have something to tell.
    say(error.message);
  });
  return runSuites(chosen);
});
