/** A fresh clone sets itself up: each script installs and builds what it needs, and says so on standard error only. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { project, run } from './runScript.js';

let clone = '';
beforeAll(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'lockstep-clone-')), 'lockstep');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', project, clone], { stdio: 'pipe' });
  // What is not committed yet belongs to the clone as well: the tests are about the sources as they stand.
  const changed = execFileSync('git', ['ls-files', '-mo', '--exclude-standard'], { cwd: project, encoding: 'utf8' });
  for (const path of changed.split('\n').filter((line) => line !== '')) cpSync(join(project, path), join(clone, path));
});
afterAll(() => rmSync(dirname(clone), { recursive: true, force: true }));

describe('a fresh clone', () => {
  it('answers the first command after setting itself up, with nothing but the answer on standard output', async () => {
    const first = await run('npm', ['run', '-s', 'lockstep', '--', 'targets', '--json'], { cwd: clone });
    expect(first.stderr).toMatch(/node_modules is missing: installing packages/);
    expect(first.stderr).toMatch(/building renderer, main, preload/);
    expect(() => JSON.parse(first.stdout)).not.toThrow();
    expect(first.code).toBe(0);
  });

  it('does nothing of that a second time', async () => {
    const again = await run('npm', ['run', '-s', 'lockstep', '--', 'targets', '--json'], { cwd: clone });
    expect(again.stderr).toBe('');
    expect(again.code).toBe(0);
  });

  it('builds again what changed, and only that', async () => {
    writeFileSync(join(clone, 'preload/extra.ts'), '/** Changes the preload’s hash. */\nexport const extra = 1;\n');
    const { stderr } = await run('npm', ['run', '-s', 'build'], { cwd: clone });
    expect(stderr).toMatch(/building preload …/);
  });

  it('installs again when the lockfile asks for another version', async () => {
    const { stdout } = await run(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { readFileSync, writeFileSync } from 'node:fs';
         const path = 'node_modules/.package-lock.json';
         const lock = JSON.parse(readFileSync(path, 'utf8'));
         lock.packages['node_modules/zod'].version = '0.0.1';
         writeFileSync(path, JSON.stringify(lock));
         const { installNeeded } = await import('./scripts/setup/install.mjs');
         process.stdout.write(String(installNeeded()));`,
      ],
      { cwd: clone },
    );
    expect(stdout).toMatch(/^zod is not at /);
  });
});
