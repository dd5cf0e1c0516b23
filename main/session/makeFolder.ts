/** Makes a folder with those above it. Node's own recursive way never ends below `/proc`, where nothing can be made. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** For this user only; does nothing when it is there. Throws the file system's error when it cannot be made (EEXIST: a file is there). */
export const makeFolder = (folder: string): void => {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  const missing = [folder];
  for (let at = dirname(folder); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.push(at);
  for (const one of missing.reverse()) mkdirSync(one, { mode: 0o700 });
};
