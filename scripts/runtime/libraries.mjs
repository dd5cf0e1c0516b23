/** Which shared libraries a program lacks here, and the Debian packages that bring them. */
import { run } from '../setup/run.mjs';

/** What Electron and the tests' browser stand on, as Debian names it. */
export const electronPackages = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'dbus',
  'fonts-dejavu-core',
];

/** Which of them brings which library; what is not here is named by its file alone. */
/** @type {readonly [RegExp, string][]} */
const broughtBy = [
  [/^lib(gtk|gdk)-3/, 'libgtk-3-0'],
  [/^lib(nss3|nssutil3|smime3|nspr4)/, 'libnss3'],
  [/^libasound/, 'libasound2'],
  [/^libgbm/, 'libgbm1'],
  [/^libXss/, 'libxss1'],
  [/^libat(k|spi)/, 'libatk-bridge2.0-0'],
  [/^libcups/, 'libcups2'],
  [/^libdrm/, 'libdrm2'],
  [/^lib(X|xcb|cairo|pango|glib|gobject|gio|gdk_pixbuf|expat|xkbcommon|dbus)/, 'libgtk-3-0'],
];

/** @param {readonly string[]} libraries @returns {string[]} Packages, without doubles. */
export const packagesFor = (libraries) => [
  ...new Set(
    libraries.flatMap((library) =>
      broughtBy
        .filter(([pattern]) => pattern.test(library))
        .map(([, name]) => name)
        .slice(0, 1),
    ),
  ),
];

/**
 * @param {string} program Path of an ELF file.
 * @returns {Promise<string[]>} Names of libraries the loader would not find; empty when `ldd` cannot say.
 */
export const missingLibraries = async (program) => {
  const { stdout } = await run('ldd', [program], { capture: true });
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? '');
};

/** @param {readonly string[]} packages @returns {string} The one command that installs them. */
export const aptCommand = (packages) =>
  `${process.getuid?.() === 0 ? '' : 'sudo '}apt-get install -y ${packages.join(' ')}`;
