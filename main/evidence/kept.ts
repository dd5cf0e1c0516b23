/** Trusted roots and reference values: one file in the data folder, checked when read, and replaced whole when written. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { evidenceLimits } from '../../shared/ipc/evidenceLimits.js';

const id = z.string().check(z.regex(/^[a-z]{1,10}-[0-9]{1,9}$/));
const name = z.string().check(z.minLength(1), z.maxLength(200));
const hex = z.string().check(z.regex(/^(?:[0-9a-f]{2})+$/), z.maxLength(1 << 17));

const schema = z.strictObject({
  version: z.literal(1),
  /** The number of the next id: a removed thing's is never given again. */
  next: z.int().check(z.nonnegative()),
  /** What makers of simulated devices gave, by name: given once, so that what a person removed stays away. */
  given: z.optional(z.array(name).check(z.maxLength(256))),
  roots: z.array(z.strictObject({ id, name, der: hex })).check(z.maxLength(evidenceLimits.roots)),
  references: z
    .array(
      z.strictObject({
        id,
        name,
        devices: z.optional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(64))),
        values: z
          .array(
            z.strictObject({
              index: z.nullable(z.int().check(z.minimum(0), z.maximum(255))),
              value: hex,
              label: z.string().check(z.maxLength(200)),
            }),
          )
          .check(z.maxLength(4096)),
      }),
    )
    .check(z.maxLength(evidenceLimits.references)),
  /** Of the relying party, as it was brought; left out while our own is in force. */
  policy: z.optional(z.strictObject({ id, name, text: z.string().check(z.maxLength(1 << 18)) })),
});

export type KeptEvidence = z.infer<typeof schema>;

const empty: KeptEvidence = { version: 1, next: 1, roots: [], references: [] };

export interface Keeping {
  get(): KeptEvidence;
  /** Kept in memory in any case; null, or why the disk did not take it. */
  set(next: KeptEvidence): string | null;
  /** What was wrong with the file at the start. */
  readonly trouble: string | null;
}

const load = (file: string): { readonly kept: KeptEvidence; readonly trouble: string | null } => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const none = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { kept: empty, trouble: none ? null : `Trusted roots cannot be read: ${String(error)}.` };
  }
  try {
    return { kept: schema.parse(JSON.parse(text)), trouble: null };
  } catch {
    // Damaged, or of another version: kept aside for the person. Nothing of it is trusted.
    renameSync(file, `${file}.bad`);
    return { kept: empty, trouble: 'The file of trusted roots was damaged and is set aside as evidence.json.bad.' };
  }
};

/** `dir` null keeps them in memory only. */
export const openKept = (dir: string | null): Keeping => {
  const file = dir === null ? null : join(dir, 'evidence.json');
  const { kept: loaded, trouble } = file === null ? { kept: empty, trouble: null } : load(file);
  let kept = loaded;
  return {
    trouble,
    get: () => kept,
    set(next) {
      kept = next;
      if (dir === null || file === null) return null;
      try {
        mkdirSync(dir, { recursive: true, mode: 0o700 });
        // A new file in its place: after a crash there is the old one or the new one, never half of one.
        writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600, flush: true });
        renameSync(`${file}.new`, file);
        return null;
      } catch (error) {
        return `Trusted roots and references cannot be written: ${error instanceof Error ? error.message : String(error)}.`;
      }
    },
  };
};
