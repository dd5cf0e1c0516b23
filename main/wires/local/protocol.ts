/** What the local wire and its helper process say to each other. The process works one request at a time and answers in portions, so that neither side ever holds up its event loop. */
import type { Reading } from '../../../shared/facts/reading.js';
import type { Errno } from '../../../shared/model/errno.js';
import type { RawDevice } from '../wire.js';

/** `clock`: milliseconds since the epoch minus the monotonic clock, so that both sides stamp alike. `careful`: say what is about to be read. */
interface Look {
  readonly id: number;
  readonly root: string;
  readonly clock: number;
  readonly careful: boolean;
  /** Files that did not return before; they are answered with ETIMEDOUT and not touched. */
  readonly hung: readonly string[];
}

export type Request =
  /** All there is; when that is more than `most`, only its list, to be shared out. */
  | (Look & { readonly kind: 'sweep'; readonly folders: null; readonly most: number })
  /** These: `found` just now by a sweep, or by whoever asks, who may be wrong. */
  | (Look & { readonly kind: 'sweep'; readonly folders: readonly string[]; readonly found: boolean })
  | (Look & { readonly kind: 'read'; readonly paths: readonly string[] })
  | {
      readonly id: number;
      readonly kind: 'write';
      readonly root: string;
      readonly path: string;
      readonly value: string;
    };

export type Answer =
  /** The process is there, before it takes its first request; `id` is 0. */
  | { readonly id: 0; readonly kind: 'ready' }
  /** Too many for one process: their folders, parents first as they are found. */
  | { readonly id: number; readonly kind: 'found'; readonly folders: readonly string[] }
  | { readonly id: number; readonly kind: 'devices'; readonly devices: readonly RawDevice[]; readonly done: boolean }
  | {
      readonly id: number;
      readonly kind: 'readings';
      readonly readings: Readonly<Record<string, Reading>>;
      readonly done: boolean;
    }
  | { readonly id: number; readonly kind: 'written'; readonly errno: Errno | null; readonly ms: number }
  /** A careful process is about to touch this file, below the root. */
  | { readonly id: number; readonly kind: 'about'; readonly path: string }
  /** It could not even begin; `text` says why. */
  | { readonly id: number; readonly kind: 'failed'; readonly text: string };

/** True for what our own process sends: both sides are built from these types, so the shape is all there is to check. */
export const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && 'id' in message && 'kind' in message;

/** A process of ours. Electron gives one kind, Node another; the wire knows neither. Messages are plain data. */
export interface HelperProcess {
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (why: string) => void): void;
  /** Lets go of it. A process stuck in the kernel stays until the kernel returns; nobody waits for it. */
  abandon(): void;
}

export type StartHelper = () => HelperProcess;
