/** Puts a bundle of evidence on the disk. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BundleFile } from '../../shared/evidence/bundle/bundle.js';
import { Ending } from './ending.js';

/** Into a folder that is new, or empty: nothing of somebody else's is mixed with what the sums name. */
export const writeBundle = async (folder: string, files: readonly BundleFile[]): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) throw new Ending(`${folder} is not empty: --bundle takes a new folder.`, 2);
    for (const { path, bytes } of files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
  } catch (error) {
    if (error instanceof Ending) throw error;
    throw new Ending(`${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, 2);
  }
};
