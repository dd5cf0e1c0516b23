/** `npm run vm`: builds and boots the test VM (test/vm). */
import { ensureInstalled } from './setup/install.mjs';
import { script } from './setup/say.mjs';

script(async () => {
  await ensureInstalled();
  const { main } = await import('../test/vm/command.mjs');
  return main(process.argv.slice(2));
});
