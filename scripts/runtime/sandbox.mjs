/** Whether Chromium can build its sandbox here, for an ordinary user: by user namespaces, or by the helper that belongs to root. */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../setup/run.mjs';
import { Stop } from '../setup/say.mjs';
import { programOnPath } from './display.mjs';

const helperIsRoots = (helper) => {
  try {
    const { uid, mode } = statSync(helper);
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    // A runtime without the helper: namespaces are the only way then.
    return false;
  }
};

/**
 * Throws a Stop when neither goes: Chromium would end at once, with words that help few.
 * @param {string} program Electron's executable.
 */
export const checkSandbox = async (program) => {
  const helper = join(dirname(program), 'chrome-sandbox');
  if (process.platform !== 'linux' || process.getuid?.() === 0 || helperIsRoots(helper)) return;
  if (!programOnPath('unshare')) return;
  const { code } = await run('unshare', ['--user', '--map-root-user', 'true'], { capture: true });
  if (code === 0) return;
  throw new Stop(
    'Chromium cannot build its sandbox here: this system does not let ordinary users make namespaces.',
    `Give its helper to root: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}\nOr use your browser: npm start -- --browser`,
  );
};
