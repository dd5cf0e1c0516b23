/** The fuzz run itself, shortly: it passes on our readers, comes again alike, and would see a reader that breaks. */
import { describe, expect, it } from 'vitest';
import { mutated } from './mutate.js';
import { randomFrom } from './random.js';
import { main } from './run.js';
import { subjects } from './subjects.js';

describe('npm run fuzz', () => {
  it('sends mutated evidence through every reader', async () => {
    const said: string[] = [];
    const code = await main(['--runs', '4000'], (line) => said.push(line));
    expect(code, said.join('\n')).toBe(0);
    expect(said.at(-1)).toContain(`seed 1: 0 of ${(await subjects()).length} readers broke`);
  });

  it('begins from input that each reader takes, and changes it', async () => {
    const random = randomFrom(3);
    for (const { seeds, read } of await subjects())
      for (const seed of seeds) {
        expect(await (async () => read(seed))()).toBeDefined();
        const bent = Array.from({ length: 20 }, () => mutated(seed, random, seed));
        expect(bent.some((one) => Buffer.compare(one, seed) !== 0)).toBe(true);
      }
  });

  it('comes again alike with the same seed, and otherwise with another', () => {
    const seed = Uint8Array.from({ length: 64 }, (_, at) => at);
    const inputs = (from: number) => {
      const random = randomFrom(from);
      return Array.from({ length: 50 }, () => [...mutated(seed, random, seed)]);
    };
    expect(inputs(7)).toEqual(inputs(7));
    expect(inputs(7)).not.toEqual(inputs(8));
  });

  it('says how it is called', async () => {
    const said: string[] = [];
    expect(await main(['--runs', 'many'], (line) => said.push(line))).toBe(2);
    expect(said[0]).toContain('--seed');
  });
});
