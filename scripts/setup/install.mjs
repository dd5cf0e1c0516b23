/** Installs the packages of the lockfile when they are missing or other than it says; needs nothing but Node and npm. */
import { existsSync, readFileSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { inRoot, root } from './places.mjs';
import { run } from './run.mjs';
import { Stop, say } from './say.mjs';

const packagesOf = (path) => {
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
};

/**
 * Compares the lockfile with npm's own record of what it installed. npm removes that record before it
 * starts and writes it last, so an install that broke off has none.
 * @returns {string | null} Why an install is needed, or null.
 */
export const installNeeded = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 18)) {
    throw new Stop(`Node ${process.versions.node} is too old.`, 'Install Node 20.18 or newer.');
  }
  const wanted = packagesOf(inRoot('package-lock.json'));
  const installed = packagesOf(inRoot('node_modules', '.package-lock.json'));
  if (!wanted) throw new Stop('package-lock.json is missing.', 'Restore it: git checkout package-lock.json');
  if (!installed) return 'node_modules is missing';
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    if (path === '') continue;
    const have = installed[path];
    // An optional package of another platform is rightly absent.
    if (!have && optional) continue;
    if (have?.version !== version) return `${path.replace(/^.*node_modules\//, '')} is not at ${version}`;
  }
  return null;
};

/** Installs if needed; says so on standard error. Throws a Stop with npm's own last words. */
export const ensureInstalled = async () => {
  if (!installNeeded()) return;
  await withLock(`${root} install`, async () => {
    const why = installNeeded();
    if (!why) return;
    say(`${why}: installing packages (npm ci) …`);
    // Under `npm run`, npm hands its settings down in the environment; those of the outer call are not meant for this one.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^npm_(lifecycle|package|command|config_(json|loglevel))/.test(name),
      ),
    );
    const { code, stderr } = await run('npm', ['ci', '--no-progress'], { cwd: root, env, capture: true });
    if (code === 0) return;
    const words = stderr
      .split('\n')
      .filter((line) => /^npm (error|ERR!)/.test(line) && !line.includes('complete log'))
      .slice(0, 6)
      .join('\n');
    throw new Stop(
      `npm ci did not finish.\n${words || stderr.slice(-600)}`,
      'If the network or the registry is out of reach, try again when it is there. If the disk is full, make room. Then run the same command again.',
    );
  });
};
