/** What the local wire and its reader process say to each other. The reader works one request at a time and answers a sweep in portions, so that neither side ever holds up its event loop. */
import type { Reading } from '../../../shared/facts/reading.js';
import type { RawDevice } from '../wire.js';

export type Request =
  | { readonly id: number; readonly kind: 'sweep'; readonly root: string; readonly folders: readonly string[] | null }
  | { readonly id: number; readonly kind: 'read'; readonly root: string; readonly paths: readonly string[] };

export type Portion =
  | { readonly id: number; readonly kind: 'devices'; readonly devices: readonly RawDevice[]; readonly done: boolean }
  | { readonly id: number; readonly kind: 'readings'; readonly readings: Readonly<Record<string, Reading>> }
  /** The reader could not even begin; `text` says why. */
  | { readonly id: number; readonly kind: 'failed'; readonly text: string };

/** A process that runs the reader. Electron gives one kind, Node another; the wire knows neither. */
export interface ReaderProcess {
  send(request: Request): void;
  onPortion(listener: (portion: Portion) => void): void;
  onExit(listener: (why: string) => void): void;
  /** Lets go of it. A reader stuck in the kernel stays until the kernel returns; nobody waits for it. */
  abandon(): void;
}

export type StartReader = () => ReaderProcess;
