/** `npm run build`: builds the parts whose sources changed into dist/. */
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { say, script } from './setup/say.mjs';

script(async () => {
  await ensureInstalled();
  await ensureBuilt();
  say('dist/ is up to date');
});
