/** Files on their way up: parts in order, within limits, forgotten when they are taken or when newer ones need the room. */
import { evidenceLimits } from '../../shared/ipc/evidenceLimits.js';

const mostUploads = 8;
const mostBytes = 2 * evidenceLimits.fileBytes;

interface Growing {
  readonly parts: Uint8Array[];
  size: number;
}

export interface Uploads {
  /** Bytes that are there now, or why the part was not taken. A part at 0 begins the file anew. */
  put(upload: string, at: number, part: Uint8Array): number | string;
  /** The whole file, which is forgotten here; null when there is none. */
  take(upload: string): Uint8Array | null;
}

export const createUploads = (): Uploads => {
  const growing = new Map<string, Growing>();
  const held = (): number => [...growing.values()].reduce((sum, { size }) => sum + size, 0);
  return {
    put(upload, at, part) {
      if (at === 0) growing.delete(upload);
      const one = growing.get(upload) ?? { parts: [], size: 0 };
      if (at !== one.size) return `expected the part from byte ${one.size}, found ${at}`;
      if (one.size + part.length > evidenceLimits.fileBytes)
        return `a file has at most ${evidenceLimits.fileBytes} bytes`;
      one.parts.push(part);
      one.size += part.length;
      growing.set(upload, one);
      // The oldest goes first; the one that grows was put last, or is the only one.
      for (const other of growing.keys()) {
        if (growing.size <= mostUploads && held() <= mostBytes) break;
        if (other !== upload) growing.delete(other);
      }
      return one.size;
    },
    take(upload) {
      const one = growing.get(upload);
      growing.delete(upload);
      return one === undefined ? null : new Uint8Array(Buffer.concat(one.parts));
    },
  };
};
