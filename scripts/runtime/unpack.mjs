/** Unpacks a zip as a stream per file, keeping modes; entries that would land outside are refused by the reader. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * @param {string} zip
 * @param {(name: string) => string | null} place Where an entry goes; null leaves it out.
 * @returns {Promise<void>} Rejects with the file system's or the reader's error.
 */
export const unpack = async (zip, place) => {
  // Loaded here: this module is also read before packages are installed.
  const { openPromise } = await import('yauzl');
  const file = await openPromise(zip);
  try {
    for await (const entry of file.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      const to = place(entry.fileName);
      if (to === null) continue;
      mkdirSync(dirname(to), { recursive: true });
      const mode = (entry.externalFileAttributes >>> 16) & 0o777;
      await pipeline(await file.openReadStreamPromise(entry), createWriteStream(to, { mode: mode || 0o644 }));
    }
  } finally {
    file.close();
  }
};
