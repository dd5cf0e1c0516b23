/** Reads an evidence file with a limit: a name that turns out to be a disk image costs nothing. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const largest = 64 * 1024 * 1024;

export type ReadFile = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly why: string };

/** Never throws: what stands in the way comes back in one sentence. */
export const readEvidenceFile = async (path: string): Promise<ReadFile> => {
  try {
    // Without waiting: a pipe that nobody writes to would hold up its opening for ever.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) return { ok: false, why: `${path} is no file.` };
    if (stat.size > largest) return { ok: false, why: `${path} has ${stat.size} bytes; at most ${largest} are read.` };
    return { ok: true, bytes: new Uint8Array(await file.readFile()) };
  } catch (error) {
    return { ok: false, why: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.` };
  }
};
