/** What `npm test` tells at its end, from reports as the runners write them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outcomesOfPlaywright, outcomesOfVitest } from '../../scripts/outcomes.mjs';
import { inRoot } from '../../scripts/setup/places.mjs';

/** Runs `body` as a test file of its own; the runner's report. */
const reportOf = (body: string, ...words: readonly string[]): unknown => {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-outcomes-'));
  const report = join(folder, 'report.json');
  symlinkSync(inRoot('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'some.test.ts'), body);
  try {
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    // It is meant to fail; one that wrote no report fails in the next line.
    spawnSync(process.execPath, words, { cwd: folder, env, stdio: 'pipe' });
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const vitest = [
  ...[inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', '--retry=1'],
  ...['--reporter=json', '--outputFile=report.json'],
];
const playwright = [
  ...[inRoot('node_modules', '@playwright', 'test', 'cli.js'), 'test', '--retries=1', '--reporter=json'],
];

describe('the end of a run', () => {
  it('tells what vitest found broken, and what passed at the second try', () => {
    const report = reportOf(
      `import { expect, it } from 'vitest';
       let tries = 0;
       it('is fine', () => undefined);
       it('is unsteady', () => { tries += 1; expect(tries).toBe(2); });
       it('is broken', () => { expect('found').toBe('expected'); });`,
      ...vitest,
    );
    const { failures, unsteady } = outcomesOfVitest(report);
    expect(failures).toEqual([
      {
        title: expect.stringMatching(/some\.test\.ts: is broken$/),
        why: expect.stringContaining("expected 'found' to be 'expected'"),
      },
    ]);
    expect(unsteady).toEqual([
      { title: expect.stringContaining('is unsteady'), why: expect.stringContaining('expected 1 to be 2') },
    ]);
    expect(failures[0]?.why).not.toContain('node_modules');
  });

  it('tells of a file that could not even be loaded', () => {
    const report = reportOf(`throw new Error('no such thing');`, ...vitest);
    expect(outcomesOfVitest(report).failures).toEqual([
      { title: expect.stringMatching(/some\.test\.ts$/), why: expect.stringContaining('no such thing') },
    ]);
  });

  it('tells what Playwright found broken, and what passed at the second try', () => {
    const report = reportOf(
      `import { expect, test } from '@playwright/test';
       test('is fine', () => undefined);
       test('is unsteady', ({}, info) => { expect(info.retry).toBe(1); });
       test('is broken', () => { expect('found').toBe('expected'); });`,
      ...playwright,
    );
    const { failures, unsteady } = outcomesOfPlaywright(report);
    expect(failures).toEqual([
      { title: 'some.test.ts: is broken', why: expect.stringMatching(/Expected: "expected"\s+Received: "found"/) },
    ]);
    expect(unsteady).toEqual([{ title: 'some.test.ts: is unsteady', why: expect.stringContaining('Expected: 1') }]);
  });
});
