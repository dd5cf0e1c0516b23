/** The person's settings and recent targets: a small JSON file, checked when read, and replaced whole when written. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { FaultError } from '../../shared/ipc/faultError.js';
import { makeFolder } from '../session/makeFolder.js';

export type Settings = Readonly<Record<string, z.core.util.JSONType>>;

const schema = z.strictObject({
  version: z.literal(1),
  /** What the window keeps; of these the lab itself reads `writeLimitMs` only. */
  settings: z.record(z.string().check(z.maxLength(60)), z.json()),
  /** URIs, the latest first. */
  recent: z.array(z.string().check(z.maxLength(1024))).check(z.maxLength(20)),
});
type Kept = z.infer<typeof schema>;

const mostRecent = 8;
const mostBytes = 64 * 1024;
const writeLimit = z.int().check(z.minimum(100), z.maximum(600_000));

export interface SettingsStore {
  get(): Settings;
  /** Puts these over those that are there. Throws FaultError when they are too big, or the disk takes nothing. */
  set(settings: Settings): void;
  recent(): readonly string[];
  /** Remembers a target as the latest. A disk that takes nothing does not stop the target from being opened. */
  opened(uri: string): void;
  /** How long a write may take, in milliseconds: `writeLimitMs`, else 5000. */
  writeLimitMs(): number;
}

const empty: Kept = { version: 1, settings: {}, recent: [] };

const load = (file: string): Kept => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // None yet, or not readable: start with none. Writing will tell what is wrong with the disk.
    return empty;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Damaged, or of another version: kept aside for the person, not lost, and not in the way.
    renameSync(file, `${file}.bad`);
    return empty;
  }
};

/** `dir` null keeps them in memory only. */
export const openSettings = (dir: string | null): SettingsStore => {
  const file = dir === null ? null : join(dir, 'settings.json');
  let kept = file === null ? empty : load(file);

  const keep = (next: Kept): void => {
    const text = `${JSON.stringify(next, null, 2)}\n`;
    if (text.length > mostBytes)
      throw new FaultError({ kind: 'bad-request', text: `Settings are at most ${mostBytes} bytes.` });
    kept = next;
    if (dir === null || file === null) return;
    try {
      makeFolder(dir);
      // A new file in its place: after a crash there is the old one or the new one, never half of one.
      writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
    } catch (error) {
      throw new FaultError({
        kind: 'disk',
        text: `Settings cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
      });
    }
  };

  return {
    get: () => kept.settings,
    set: (settings) => keep({ ...kept, settings: { ...kept.settings, ...settings } }),
    recent: () => kept.recent,
    opened(uri) {
      const recent = [uri, ...kept.recent.filter((other) => other !== uri)].slice(0, mostRecent);
      try {
        keep({ ...kept, recent });
      } catch (error) {
        // Remembered until the process ends; the next `set` tells of the disk.
        if (!(error instanceof FaultError)) throw error;
      }
    },
    writeLimitMs: () => writeLimit.safeParse(kept.settings.writeLimitMs).data ?? 5000,
  };
};
