/** Entry of the thread that judges evidence: whatever a file holds, and however long its keys take, nothing else waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromDesk, ToDesk } from '../../shared/evidence/deskTalk.js';
import { createDeskSide } from './deskSide.js';

const { dataDir, authorityDir, given } = workerData as {
  readonly dataDir: string | null;
  readonly authorityDir: string | null;
  /** Askings that are not wanted any more, each at its number modulo the places there are; shared with the lab. */
  readonly given: Int32Array;
};

const side = createDeskSide({
  dataDir,
  authorityDir,
  isGivenUp: (id) => Atomics.load(given, id % given.length) === id,
  tell: (said: FromDesk) => parentPort?.postMessage(said),
});
parentPort?.on('message', (asked: ToDesk) => side(asked));
