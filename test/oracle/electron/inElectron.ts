/** Has the runtime that `npm start` picks judge in its main process. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chooseRuntime } from '../../../scripts/runtime/choose.mjs';
import { hasDisplay, startScreen } from '../../../scripts/runtime/display.mjs';
import { bundle } from '../../fixtures/bundle.js';
import { tell } from '../../fixtures/tell.js';
import type { Answer, Task } from './entry.js';

const root = resolve(import.meta.dirname, '..', '..', '..');
const limitMs = 100_000;

/** Throws when Electron cannot be had, or ends otherwise than well: then with its words. Tells which version it was. */
export const inElectron = async (task: Omit<Task, 'answer'>): Promise<Answer> => {
  const folder = join(root, 'test-results', `proof-${process.pid}-${performance.now()}`);
  mkdirSync(folder, { recursive: true });
  const runtime = await chooseRuntime();
  const screen = hasDisplay() ? null : await startScreen();
  try {
    const file = await bundle({ root, entry: 'test/oracle/electron/entry.ts', outDir: join(folder, 'app') });
    writeFileSync(
      join(folder, 'app', 'package.json'),
      JSON.stringify({ name: 'proof', version: '1.0.0', main: 'entry.mjs', type: 'module' }),
    );
    const [asked, answer] = [join(folder, 'task.json'), join(folder, 'answer.json')];
    writeFileSync(asked, JSON.stringify({ ...task, answer } satisfies Task));
    const asRoot = process.getuid?.() === 0;
    const words = [...(asRoot ? ['--no-sandbox'] : []), `--user-data-dir=${join(folder, 'data')}`, resolve(file, '..')];
    const display = screen === null ? {} : { DISPLAY: screen.display };
    await promisify(execFile)(runtime.program, words, {
      env: { ...process.env, ...display, LOCKSTEP_PROOF_TASK: asked },
      timeout: limitMs,
    });
    const found = JSON.parse(readFileSync(answer, 'utf8')) as Answer;
    tell(`judged in the main process of Electron ${found.electron} (Node ${found.node}, ${runtime.kind})`);
    return found;
  } finally {
    screen?.end();
    rmSync(folder, { recursive: true, force: true });
  }
};
