/** `npm run format`: writes every file in the one format, and applies the lint's safe corrections. */
import { ensureInstalled } from './setup/install.mjs';
import { inRoot, root } from './setup/places.mjs';
import { runInForeground } from './setup/run.mjs';
import { script } from './setup/say.mjs';

script(async () => {
  await ensureInstalled();
  const biome = inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome');
  return runInForeground(process.execPath, [biome, 'check', '--write', ...process.argv.slice(2)], { cwd: root });
});
