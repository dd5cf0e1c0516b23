/** Vectors of our own, in Node and in the main process of the Electron that `npm start` picks, whose cryptography is another. */
import { beforeAll, describe, expect, it } from 'vitest';
import { makeVectors } from '../fixtures/evidence/vectors.js';
import { inElectron } from './electron/inElectron.js';
import { judgeVectors, type VectorAnswers } from './judgeVectors.js';

const vectors = makeVectors();
const runtimes: Readonly<Record<string, () => Promise<VectorAnswers | null>>> = {
  Node: async () => judgeVectors(vectors),
  'Electron’s main process': async () => {
    const found = await inElectron({ vectors, oracle: null });
    expect(found.process).toBe('browser');
    return found.vectors;
  },
};

describe.each(Object.keys(runtimes))('vectors in %s', (runtime) => {
  let found: VectorAnswers | null = null;
  beforeAll(async () => {
    found = (await runtimes[runtime]?.()) ?? null;
  });

  it.each(vectors.hashes.map(({ name, digest }) => [name, digest]))('%s', (name, digest) => {
    expect(found?.hashes[name]).toBe(digest);
  });

  it.each(vectors.signatures.map(({ name }) => name))('%s passes, and no changed bit does', (name) => {
    expect(found?.signatures[name]?.[0]).toBe('good');
    expect(found?.signatures[name]?.slice(1)).not.toContain('good');
  });
});
