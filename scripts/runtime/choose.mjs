/** Picks the Electron to run: an override, the installed one, the official download, else the offline fallback; and checks that it can run here. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, say } from '../setup/say.mjs';
import { fallbackFits, fallbackRuntime } from './fallback.mjs';
import { aptCommand, electronPackages, missingLibraries, packagesFor } from './libraries.mjs';
import { checkSandbox } from './sandbox.mjs';
import { downloadElectron, installedElectron } from './official.mjs';

/**
 * @typedef {object} Runtime
 * @property {'override' | 'installed' | 'download' | 'offline-fallback'} kind Said in the About box.
 * @property {string} program Path of the executable.
 */

const programIn = (dist) => {
  if (process.platform === 'darwin') return join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
};

/** @returns {Runtime | null} */
const override = () => {
  const name = process.env.LOCKSTEP_ELECTRON ? 'LOCKSTEP_ELECTRON' : 'ELECTRON_OVERRIDE_DIST_PATH';
  const dist = process.env[name];
  if (!dist) return null;
  const program = programIn(dist);
  if (!existsSync(program))
    throw new Stop(
      `${name} is set to ${dist}, and there is no electron in it.`,
      `Point ${name} at a folder with an electron executable, or unset it.`,
    );
  return { kind: 'override', program };
};

/** @returns {Promise<Runtime>} */
const find = async () => {
  const chosen = override();
  if (chosen) return chosen;
  const installed = installedElectron();
  if (installed) return { kind: 'installed', program: programIn(installed) };
  const answer = await downloadElectron();
  if ('dist' in answer) return { kind: 'download', program: programIn(answer.dist) };
  if (!fallbackFits()) {
    throw new Stop(
      `Electron could not be downloaded: ${answer.why}. There is no offline fallback for ${process.platform} ${process.arch}.`,
      'Run it again with a network, or set LOCKSTEP_ELECTRON to the folder of an Electron you have. Without Electron: npm start -- --browser',
    );
  }
  say(`Electron could not be downloaded (${answer.why}): using the offline fallback.`);
  return { kind: 'offline-fallback', program: programIn(await fallbackRuntime()) };
};

/** @returns {Promise<Runtime>} Throws a Stop that says what is missing. */
export const chooseRuntime = async () => {
  const runtime = await find();
  if (process.platform === 'linux') {
    const missing = await missingLibraries(runtime.program);
    if (missing.length > 0) {
      const packages = packagesFor(missing);
      throw new Stop(
        `Electron needs shared libraries this machine lacks: ${missing.join(', ')}.`,
        `Install them with: ${aptCommand(packages.length > 0 ? packages : electronPackages)}`,
      );
    }
    await checkSandbox(runtime.program);
  }
  return runtime;
};
