/** Compares a text with its golden file, or writes it anew when UPDATE_GOLDEN=1 is set. A missing golden fails. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** `name` without its ending; the file lies beside this one. */
export const expectGolden = (name: string, text: string): void => {
  const file = new URL(`./${name}.txt`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  if (!existsSync(file)) throw new Error(`test/golden/${name}.txt is missing; UPDATE_GOLDEN=1 writes it`);
  expect(text).toBe(readFileSync(file, 'utf8'));
};
