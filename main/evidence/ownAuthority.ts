/** The certificate authority of this installation: made at its first use, and kept, so that simulated devices stay who they are. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fromHex, toHex } from '../../shared/evidence/bytes/hex.js';
import { type Authority, makeAuthority } from '../../shared/evidence/responder/authority.js';
import { nodeSecrets } from './secrets.js';

interface Kept {
  readonly seed: Uint8Array;
  readonly since: number;
}

const nameOf = (folder: string): string => join(folder, 'authority.json');

/** Null when there is none yet. Throws for a file that is no seed: making another authority would change every device. */
const read = async (file: string): Promise<Kept | null> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const json: unknown = JSON.parse(text);
  const { seed, since } = (json ?? {}) as Readonly<Record<string, unknown>>;
  const bytes = typeof seed === 'string' ? fromHex(seed) : null;
  if (bytes?.length !== 32 || typeof since !== 'number') throw new Error(`${file} holds no seed of an authority.`);
  return { seed: bytes, since };
};

/** A whole day back, so that a clock that is a little behind finds its certificates valid. */
const margin = 24 * 3600 * 1000;

const make = async (file: string, now: number): Promise<Kept> => {
  const kept: Kept = { seed: new Uint8Array(randomBytes(32)), since: Math.floor((now - margin) / 1000) * 1000 };
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify({ seed: toHex(kept.seed), since: kept.since })}\n`, { mode: 0o600 });
  await rename(draft, file);
  return kept;
};

/** Whether it was made already. */
export const hasAuthority = async (folder: string): Promise<boolean> => (await read(nameOf(folder))) !== null;

/** For one run only: where nothing is kept. */
export const passingAuthority = (now: number): Authority =>
  makeAuthority({ seed: new Uint8Array(randomBytes(32)), since: now - margin }, nodeSecrets);

/** @param folder The tool's own data folder. @param now Milliseconds since the epoch. */
export const ownAuthority = async (folder: string, now: number): Promise<Authority> => {
  const file = nameOf(folder);
  return makeAuthority((await read(file)) ?? (await make(file, now)), nodeSecrets);
};
