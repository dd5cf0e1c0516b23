/** Plants one forbidden import for every wall in a scratch tree and expects the wall to turn red; and that what is allowed stays green. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');

/** [file, what it imports]: each breaks a wall. */
const forbidden: readonly (readonly [string, string])[] = [
  ['shared/model/bad1.ts', 'node:fs'],
  ['shared/model/bad2.ts', '../ipc/contract.js'],
  ['shared/model/bad3.ts', '../facts/device.js'],
  ['shared/predict/bad.ts', 'electron'],
  ['shared/journey/bad.ts', '../../renderer/state/view.js'],
  ['shared/ipc/bad.ts', '../../main/target/snapshot.js'],
  ['main/wires/local/bad1.ts', '../simulator/wire.js'],
  ['main/wires/local/bad2.ts', '../../session/session.js'],
  ['main/wires/local/bad3.ts', 'electron'],
  ['main/wires/local/bad4.ts', 'serialport'],
  ['main/wires/local/bad5.ts', '../open.js'],
  ['main/target/bad1.ts', '../wires/simulator/wire.js'],
  ['main/target/bad2.ts', 'electron'],
  ['main/target/bad3.ts', '../session/session.js'],
  ['main/session/bad1.ts', '../wires/simulator/wire.js'],
  ['main/session/bad2.ts', '../lab/lab.js'],
  ['main/session/bad3.ts', 'electron'],
  ['main/lab/bad1.ts', '../wires/open.js'],
  ['main/lab/bad2.ts', '../app/window.js'],
  ['main/app/bad1.ts', '../wires/simulator/wire.js'],
  ['main/app/bad2.ts', '../session/session.js'],
  ['main/host/bad1.ts', 'electron'],
  ['main/host/bad2.ts', '../wires/open.js'],
  ['main/host/bad3.ts', '../app/window.js'],
  ['main/cli/bad1.ts', 'electron'],
  ['main/cli/bad2.ts', '../wires/open.js'],
  ['preload/bad1.ts', '../main/lab/lab.js'],
  ['preload/bad2.ts', '../renderer/state/view.js'],
  ['preload/bad3.ts', '../shared/model/level.js'],
  ['renderer/features/tree/bad1.ts', '../stepper/Stepper.js'],
  ['renderer/features/tree/bad2.ts', '../../bridge/lab.js'],
  ['renderer/features/tree/bad3.ts', 'node:fs'],
  ['renderer/features/tree/bad4.ts', 'electron'],
  ['renderer/features/tree/bad5.ts', '../../../main/target/snapshot.js'],
  ['renderer/features/tree/bad6.ts', '../../../main/evidence/desk.js'],
  ['main/lab/bad-desk.ts', '../evidence/desk.js'],
  ['renderer/ui/bad1.ts', '../state/view.js'],
  ['renderer/ui/bad2.ts', '../../shared/model/level.js'],
  ['renderer/state/bad1.ts', '../bridge/intents.js'],
  ['renderer/state/bad2.ts', '../features/tree/Tree.js'],
  ['renderer/bridge/bad1.ts', '../features/tree/Tree.js'],
  ['renderer/app/bad1.ts', '../../main/lab/lab.js'],
];

/** What the architecture permits, so that the walls are known to have doors. */
const allowed: readonly (readonly [string, string])[] = [
  ['shared/predict/good.ts', '../model/level.js'],
  ['shared/ipc/good.ts', 'zod'],
  ['main/wires/serial/good.ts', 'serialport'],
  ['main/wires/local/good.ts', '../wire.js'],
  ['main/wires/good.ts', './simulator/wire.js'],
  ['main/target/good.ts', '../wires/wire.js'],
  ['main/lab/good.ts', '../session/session.js'],
  ['main/app/good.ts', 'electron'],
  ['main/host/index.ts', '../wires/open.js'],
  ['main/cli/index.ts', '../wires/open.js'],
  ['preload/good.ts', '../shared/ipc/contract.js'],
  ['renderer/features/tree/good1.ts', '../../bridge/intents.js'],
  ['renderer/features/tree/good2.ts', 'react'],
  ['renderer/features/tree/good3.ts', '../../bridge/evidence.js'],
  ['renderer/app/good.ts', '../features/tree/Tree.js'],
];

const targets = [
  'shared/model/level.ts',
  'shared/facts/device.ts',
  'shared/ipc/contract.ts',
  'main/wires/wire.ts',
  'main/wires/open.ts',
  'main/wires/simulator/wire.ts',
  'main/target/snapshot.ts',
  'main/session/session.ts',
  'main/lab/lab.ts',
  'main/app/window.ts',
  'renderer/state/view.ts',
  'renderer/bridge/lab.ts',
  'renderer/bridge/intents.ts',
  'renderer/bridge/evidence.ts',
  'main/evidence/desk.ts',
  'renderer/features/tree/Tree.ts',
  'renderer/features/stepper/Stepper.ts',
];

let folder = '';
let violations = new Set<string>();

const write = (path: string, text: string): void => {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
};

/** Runs the tool over the scratch tree; its exit code counts violations, so a failing exit is no failure here. */
const cruise = (): Promise<string> =>
  new Promise((done) => {
    const tool = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const words = [
      tool,
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'main',
      'preload',
      'renderer',
      'shared',
    ];
    execFile(process.execPath, words, { cwd: folder, maxBuffer: 64 << 20 }, (_error, stdout) => done(stdout));
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-walls-'));
  for (const file of ['tsconfig.base.json', 'package.json']) copyFileSync(join(project, file), join(folder, file));
  copyFileSync(join(project, '.dependency-cruiser.cjs'), join(folder, 'walls.cjs'));
  // The project's walls as they are; but node_modules is a link here, and must look like the folder it stands for.
  write(
    '.dependency-cruiser.cjs',
    "const walls = require('./walls.cjs');\nmodule.exports = { ...walls, options: { ...walls.options, preserveSymlinks: true } };\n",
  );
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  for (const path of targets) write(path, 'export const here = 1;\n');
  for (const [path, to] of [...forbidden, ...allowed])
    write(path, `import * as planted from '${to}';\nexport { planted };\n`);
  const found: { summary: { violations: { from: string }[] } } = JSON.parse(await cruise());
  violations = new Set(found.summary.violations.map(({ from }) => from));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('walls', () => {
  it.each(forbidden)('%s may not import %s', (path) => {
    expect(violations).toContain(path);
  });

  it.each(allowed)('%s may import %s', (path) => {
    expect(violations).not.toContain(path);
  });
});
