/** `npm run dist`: packs the app and reads its fuses back. A package made from the offline fallback is named so, and is never a release. */
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { chooseRuntime } from './runtime/choose.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot, root } from './setup/places.mjs';
import { run } from './setup/run.mjs';
import { Stop, say, script } from './setup/say.mjs';

const usage = `npm run dist              pack as electron-builder.yml says; offline: a folder, a tar.gz and a deb
npm run dist -- --dir     a folder only
npm run dist -- --deb     a folder, and a deb to try out
npm run dist -- --release refuse everything that may not be shipped`;

/** Options for a runtime that lies here already; electron-builder downloads nothing then. */
const localRuntime = ({ kind, program }) => {
  const version = readFileSync(`${dirname(program)}/version`, 'utf8')
    .trim()
    .replace(/^v/, '');
  const words = [`-c.electronDist=${dirname(program)}`, `-c.electronVersion=${version}`];
  // The name says what it is, wherever the file ends up.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder's own placeholders
  const name = '-c.artifactName=${name}-${version}-offline-test-${arch}.${ext}';
  return kind === 'offline-fallback' ? [...words, name] : words;
};

script(async () => {
  const words = process.argv.slice(2);
  if (words.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const unknown = words.filter((word) => !['--dir', '--deb', '--release'].includes(word));
  if (unknown.length > 0) throw new Stop(`npm run dist does not know ${unknown.join(' ')}.`, usage);
  await ensureInstalled();
  await ensureBuilt();
  const runtime = await chooseRuntime();
  const offline = runtime.kind === 'offline-fallback';
  if (words.includes('--release') && (offline || runtime.kind === 'override')) {
    throw new Stop(
      `A release cannot be made from the runtime there is (${runtime.kind}).`,
      'Run it where the official Electron can be downloaded.',
    );
  }
  const few = words.includes('--dir') || words.includes('--deb');
  const targets = few ? ['dir'] : offline ? ['dir', 'tar.gz'] : [];
  const builder = inRoot('node_modules', 'electron-builder', 'cli.js');
  say(`packing${offline ? ' from the offline fallback: for tests only' : ''} …`);
  const args = [builder, '--linux', ...targets, '--publish', 'never', ...localRuntime(runtime)];
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root, capture: true });
  if (code !== 0) {
    throw new Stop(
      `electron-builder failed.\n${(stderr + stdout).trim().split('\n').slice(-12).join('\n')}`,
      'Correct what it names.',
    );
  }
  const { wrongFuses } = await import('./packing/fuses.mjs');
  const wrong = await wrongFuses(inRoot('release', 'linux-unpacked', 'lockstep'));
  if (wrong.length > 0)
    throw new Stop(
      `The packed executable has wrong fuses: ${wrong.join('; ')}.`,
      'See electronFuses in electron-builder.yml.',
    );
  if (words.includes('--deb') || (offline && !words.includes('--dir'))) {
    const { makeDeb } = await import('./packing/deb.mjs');
    say(`made ${relative(root, await makeDeb())}`);
  }
  say('packed into release/, fuses read back and right');
});
