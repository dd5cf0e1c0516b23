/** Writes the small app an Electron runtime starts when it is given a folder: it names the app after its package.json and imports its main module. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const main = `import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

// The first argument that is no switch is the app's folder. Values of -r and the like do not occur here.
const folder = resolve(process.argv.slice(1).find((word) => !word.startsWith('-')) ?? '.');
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
try {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setName(about.productName ?? about.name);
  if (about.version) app.setVersion(about.version);
  app.setAppPath(folder);
  await import(pathToFileURL(join(folder, about.main)).href);
} catch (error) {
  console.error('This app could not be started from ' + folder + ':', error);
  app.exit(1);
}
`;

/**
 * @param {string} asar Path of the archive to write.
 * @param {string} scratch A folder of the caller's, for the files before they are packed.
 */
export const defaultApp = async (asar, scratch) => {
  const { createPackage } = await import('@electron/asar');
  const source = join(scratch, 'default-app');
  mkdirSync(source, { recursive: true });
  mkdirSync(dirname(asar), { recursive: true });
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'default-app', type: 'module', main: 'main.js' }));
  writeFileSync(join(source, 'main.js'), main);
  await createPackage(source, asar);
};
