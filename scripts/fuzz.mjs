/** `npm run fuzz`: a million mutated inputs through every reader of evidence (test/fuzz). */
import { ensureInstalled } from './setup/install.mjs';
import { inRoot, root } from './setup/places.mjs';
import { script } from './setup/say.mjs';

script(async () => {
  await ensureInstalled();
  // Vite runs its TypeScript as it is: it needs no build.
  const { runnerImport } = await import('vite');
  const entry = inRoot('test', 'fuzz', 'run.ts');
  const { module } = await runnerImport(entry, { root, configFile: false, logLevel: 'error' });
  return module.main(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
});
