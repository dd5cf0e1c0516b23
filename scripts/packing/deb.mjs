/**
 * A Debian package made of the packed folder with `dpkg-deb` alone: electron-builder brings its own maker from GitHub, which
 * an offline machine does not reach. For trying out; releases are made by electron-builder.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../setup/places.mjs';
import { run } from '../setup/run.mjs';
import { Stop } from '../setup/say.mjs';

const home = 'opt/Lockstep';

const desktop = `[Desktop Entry]
Type=Application
Name=Lockstep
Comment=See how far the kernel trusts each device, and step it from lock to trust
Exec=/usr/bin/lockstep %U
Icon=lockstep
Terminal=false
Categories=Development;
`;

/** Lab machines are often worked on as root, where Chromium does not start with its sandbox. */
const command = `#!/bin/sh
if [ "$(id -u)" = 0 ]; then
  echo 'lockstep: running as root: the sandbox of Chromium is off (--no-sandbox).' >&2
  exec /${home}/lockstep --no-sandbox "$@"
fi
exec /${home}/lockstep "$@"
`;

/** Chromium's own sandbox helper is root's where user namespaces are not for everybody; a desktop learns of the new entry. */
const postinst = `#!/bin/sh
set -e
chown root:root /${home}/chrome-sandbox
chmod 4755 /${home}/chrome-sandbox
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
`;

/** What Electron stands on; some have another name where time has 64 bits. */
const needed = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnss3',
  'libasound2 | libasound2t64',
  'libgbm1',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libcups2 | libcups2t64',
  'libdrm2',
];

const architectures = { x64: 'amd64', arm64: 'arm64' };

/** Size of everything in a folder, in KiB. */
const sizeOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + Math.ceil(statSync(join(entry.parentPath, entry.name)).size / 1024), 0);

const control = ({ version, description, size }) => `Package: lockstep
Version: ${version}+offline.test
Architecture: ${architectures[process.arch]}
Maintainer: The Lockstep authors
Installed-Size: ${size}
Depends: ${needed.join(', ')}
Recommends: pciutils, udev
Suggests: openssh-client
Section: devel
Priority: optional
Description: ${description.split(':')[0]}
 ${description}
 .
 Made from an offline runtime, to try out: not for shipping.
`;

/**
 * Makes `release/lockstep-VERSION-offline-test-ARCH.deb` of `release/linux-unpacked`.
 * @returns {Promise<string>} The package.
 */
export const makeDeb = async () => {
  const { version, description } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const tree = mkdtempSync(join(tmpdir(), 'lockstep-deb-'));
  const folder = (...path) => {
    const made = join(tree, ...path);
    mkdirSync(made, { recursive: true, mode: 0o755 });
    return made;
  };
  try {
    cpSync(inRoot('release', 'linux-unpacked'), folder(home), { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(folder('usr/bin'), 'lockstep'), command, { mode: 0o755 });
    writeFileSync(join(folder('usr/share/applications'), 'lockstep.desktop'), desktop);
    cpSync(inRoot('renderer', 'icon.svg'), join(folder('usr/share/icons/hicolor/scalable/apps'), 'lockstep.svg'));
    cpSync(inRoot('LICENSE'), join(folder('usr/share/doc/lockstep'), 'copyright'));
    const size = sizeOf(tree);
    writeFileSync(join(folder('DEBIAN'), 'control'), control({ version, description, size }));
    writeFileSync(join(tree, 'DEBIAN', 'postinst'), postinst, { mode: 0o755 });
    const file = inRoot('release', `lockstep-${version}-offline-test-${process.arch}.deb`);
    // The quickest that every dpkg unpacks: nobody downloads this one.
    const words = ['--build', '--root-owner-group', '-Zgzip', '-z1', tree, file];
    const { code, stderr } = await run('dpkg-deb', words, { capture: true });
    if (code !== 0) throw new Stop(`dpkg-deb failed: ${stderr.trim()}`, 'Correct what it names.');
    return file;
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
};
