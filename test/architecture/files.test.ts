/** Holds the house rules that no other tool holds: opening sentences, names of files, and nothing of this machine in the sources. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: project, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '');
const text = (path: string): string => readFileSync(join(project, path), 'utf8');
const sources = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts'));

const failing = (paths: readonly string[], bad: (path: string) => boolean): string[] => paths.filter(bad);

describe('files', () => {
  it('each source opens with one sentence that says what it is', () => {
    // A unit test is about the file beside it, and needs no sentence of its own.
    const told = sources.filter(
      (path) => /^test\/(?!bench|vm\/(rig|machine)\/)/.test(path) || !/\.test\.tsx?$/.test(path),
    );
    expect(failing(told, (path) => !/^(#!.*\n)?\/\*\*(\n \*)? ?[^\n]+/.test(text(path)))).toEqual([]);
  });

  it('none is longer than 300 lines', () => {
    // What is written by a program says so, where biome is told to let it pass.
    const written = (path: string): boolean => /biome-ignore-all lint\/style\/noExcessiveLinesPerFile/.test(text(path));
    expect(failing(sources, (path) => text(path).split('\n').length > 301 && !written(path))).toEqual([]);
  });

  it('none has a name that says nothing', () => {
    const empty = /^(utils?|helpers?|common|types|misc|.*Manager)\.(ts|tsx|mjs)$/;
    expect(failing(sources, (path) => empty.test(basename(path)))).toEqual([]);
  });

  it('the top level is as agreed', () => {
    const top = new Set(files.map((path) => path.split('/')[0] ?? '').filter((name) => !name.startsWith('.')));
    const agreed =
      /^(main|renderer|preload|shared|test|scripts|package(-lock)?\.json|tsconfig(\.\w+)?\.json|electron-builder\.yml|biome\.json|[\w.]+\.config\.ts|README\.md|ARCHITECTURE\.md|CONTRIBUTING\.md|CHANGELOG\.md|LICENSE)$/;
    expect([...top].filter((name) => !agreed.test(name))).toEqual([]);
  });

  it('no package registry is named, neither in a file nor in the lockfile', () => {
    const registry = new RegExp(['registry', 'npmjs', 'org'].join('\\.'));
    const written = files.filter((path) => /\.(ts|tsx|mjs|cjs|json|yml|md|html|css)$|^\.npmrc$/.test(path));
    expect(failing(written, (path) => registry.test(text(path)))).toEqual([]);
  });
});

/** Lints one planted file by the project's rules; what the linter says, empty when it is content. */
const lint = (source: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-lint-'));
  const file = join(folder, 'planted.ts');
  writeFileSync(file, source);
  writeFileSync(join(folder, 'biome.json'), text('biome.json').replace(/"\$schema".*\n/, ''));
  const biome = join(project, 'node_modules/@biomejs/biome/bin/biome');
  const words = [biome, 'lint', '--config-path', folder, file];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  return status === 0 ? '' : stdout + stderr;
};

describe('lint', () => {
  it.each([
    ['raw ipcMain', 'noRestrictedImports', "import { ipcMain } from 'electron';\nipcMain.on('x', () => 1);\n"],
    ['raw ipcRenderer', 'noRestrictedImports', "import { ipcRenderer } from 'electron';\nipcRenderer.send('x');\n"],
    ['a default export', 'noDefaultExport', 'export default 1;\n'],
    ['any', 'noExplicitAny', 'export const loose = (value: any): void => console.log(value);\n'],
    [
      'a swallowed error',
      'noEmptyBlock',
      "export const quiet = () => {\n  try {\n    JSON.parse('');\n  } catch {}\n};\n",
    ],
    ['a floating promise', 'noFloatingPromises', 'const later = async (): Promise<void> => {};\nlater();\n'],
    ['more than three parameters', 'useMaxParams', 'export const f = (a = 1, b = 2, c = 3, d = 4) => a + b + c + d;\n'],
    ['a test that is switched off', 'noSkippedTests', "describe.skip('x', () => 1);\n"],
  ])('refuses %s', (_what, rule, source) => {
    expect(lint(source)).toContain(rule);
  });

  it('is content with what is right', () => {
    expect(lint('export const right = (value: number): number => value + 1;\n')).toBe('');
  });
});
