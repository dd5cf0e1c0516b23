/** The official Electron: the one installed in node_modules, or downloaded now by Electron's own installer with a bound on the wait. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, inRoot } from '../setup/places.mjs';
import { run } from '../setup/run.mjs';
import { say } from '../setup/say.mjs';

const packageFolder = inRoot('node_modules', 'electron');
const rememberMs = 6 * 3600 * 1000;

export const electronVersion = () => JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;

/** @returns {string | null} The installed distribution's folder. */
export const installedElectron = () => {
  const dist = join(packageFolder, 'dist');
  const program =
    process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : process.platform === 'win32'
        ? 'electron.exe'
        : 'electron';
  const whole = existsSync(join(packageFolder, 'path.txt')) && existsSync(join(dist, program));
  return whole ? dist : null;
};

const failureNote = () => join(cacheFolder(), `download-${electronVersion()}.failed`);

/** @returns {string | null} Why the last try failed, if that was lately: then it is not tried again for a while. */
const lateFailure = () => {
  try {
    const note = failureNote();
    return Date.now() - statSync(note).mtimeMs < rememberMs ? readFileSync(note, 'utf8') : null;
  } catch {
    // No note: it never failed here.
    return null;
  }
};

/**
 * Downloads into Electron's own cache. Gives up after 8 s without the first byte, or 20 s without another one.
 * @returns {Promise<string | null>} Why it failed, or null.
 */
const download = async () => {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(new Error('no answer within 8 s')), 8000);
  try {
    // biome-ignore lint/correctness/noUndeclaredDependencies: Electron's own dependency, in the version Electron brings
    const { downloadArtifact } = await import('@electron/get');
    await downloadArtifact({
      version: electronVersion(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: JSON.parse(readFileSync(join(packageFolder, 'checksums.json'), 'utf8')),
      downloadOptions: {
        quiet: true,
        signal: abort.signal,
        getProgressCallback: () => {
          clearTimeout(timer);
          timer = setTimeout(() => abort.abort(new Error('the download stood still for 20 s')), 20_000);
        },
      },
    });
    return null;
  } catch (error) {
    if (abort.signal.aborted) return abort.signal.reason.message;
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return `${error instanceof Error ? error.message : String(error)}${cause}`;
  } finally {
    clearTimeout(timer);
  }
};

/**
 * @returns {Promise<{dist: string} | {why: string}>} The folder, or why there is none.
 */
export const downloadElectron = async () => {
  const late = lateFailure();
  if (late) return { why: `${late}; tried within the last ${rememberMs / 3_600_000} h` };
  say(`fetching Electron ${electronVersion()} from its own site …`);
  let why = await download();
  if (!why) {
    // The archive is in Electron's cache now: its installer unpacks it without a network.
    const { code, stdout, stderr } = await run(process.execPath, [join(packageFolder, 'install.js')], {
      capture: true,
      limitMs: 120_000,
    });
    const dist = installedElectron();
    if (code === 0 && dist) {
      rmSync(failureNote(), { force: true });
      return { dist };
    }
    why = `Electron's installer failed: ${(stderr || stdout).trim().split('\n').slice(0, 3).join(' ')}`;
  }
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(failureNote(), why);
  return { why };
};
