/** Holds coverage.ts to the titles of the tests there are: `npx vitest run shared/requirements -u` writes it anew. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rowChecks } from '../model/rows/index.js';
import { mutations } from '../model/rows/mutations.js';
import { planned } from './planned.js';
import { requirementsReport } from './report.js';
import { rows } from './rows.js';

const root = join(import.meta.dirname, '../..');
const folders = ['shared', 'main', 'preload', 'renderer', 'test'];

const testFiles = folders
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.(test|spec)\.tsx?$/.test(file))
  .sort();

/** Titles of a file's tests, as far as they are written out; what is filled in at run time shows as an ellipsis. */
const titlesIn = (file: string): readonly string[] => {
  const text = readFileSync(join(root, file), 'utf8');
  const calls = text.matchAll(/\b(?:it|test)(?:\.each\([^)]*\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g);
  return [...calls].map((call) => (call[2] ?? '').replaceAll(/\$\{[^}]*\}/g, '…').replaceAll(/\\(.)/g, '$1'));
};

/** The rows a title begins with. */
const rowsOf = (title: string): readonly string[] =>
  /^(?:[ROSB]\d{1,2}[ ,]+)+/.exec(title)?.[0].match(/[ROSB]\d+/g) ?? [];

const found = new Map<string, string[]>(rows.map(({ id }) => [id, []]));
const strangers: string[] = [];

const note = (file: string, title: string): void => {
  for (const row of rowsOf(title)) {
    const tests = found.get(row);
    if (tests === undefined) strangers.push(`${file}: ${title}`);
    else tests.push(`${file}: ${title}`);
  }
};

for (const { row, title } of rowChecks) note('shared/model/rows/rows.test.ts', `${row} ${title}`);
for (const file of testFiles) for (const title of titlesIn(file)) note(file, title);

const quoted = (text: string): string =>
  text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;

const entry = (row: string, tests: readonly string[]): string => {
  const line = `    tests: [${tests.map(quoted).join(', ')}],`;
  const list =
    line.length <= 120 ? line : `    tests: [\n${tests.map((test) => `      ${quoted(test)},\n`).join('')}    ],`;
  return `  {\n    row: '${row}',\n${list}\n  },\n`;
};

const source = (): string =>
  [
    '/** Which tests cover which row, by their titles. Written by coverage.test.ts, which fails when titles and data disagree. */\n',
    '// biome-ignore-all lint/style/noExcessiveLinesPerFile: a list that is written, not kept by hand\n\n',
    'export interface RowCoverage {\n  readonly row: string;\n  /** `file: title` of each test. */\n  readonly tests: readonly string[];\n}\n\n',
    'export const coverage: readonly RowCoverage[] = [\n',
    ...[...found].filter(([, tests]) => tests.length > 0).map(([row, tests]) => entry(row, tests)),
    '];\n',
  ].join('');

describe('requirements', () => {
  it('coverage says what the titles of the tests say', async () => {
    await expect(source()).toMatchFileSnapshot('./coverage.ts');
  });

  it('each row is covered or planned: covered is what a check holds the model to, with a mutation that it notices', () => {
    const held = new Set<string>(rowChecks.map(({ row }) => row));
    const open = rows.map(({ id }) => id).filter((id) => !held.has(id));
    expect(open).toEqual(planned);
    expect(new Set(mutations.map(({ row }) => row))).toEqual(held);
    expect(planned.length, 'the list of planned rows may only shrink').toBeLessThanOrEqual(17);
  });

  it('no title names a row that is not there', () => {
    expect(strangers).toEqual([]);
  });

  it('the rows are those of the proposal', () => {
    const count = (letter: string) => rows.filter(({ id }) => id.startsWith(letter)).length;
    expect(['R', 'O', 'S', 'B'].map(count)).toEqual([53, 8, 8, 2]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(71);
  });

  it('the report tells of every row', () => {
    const report = requirementsReport();
    expect(report).toHaveLength(71);
    for (const { state, tests } of report) expect(tests.length > 0).toBe(state === 'covered');
  });
});
