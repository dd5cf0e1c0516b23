/** Entry of the thread that judges evidence: whatever a file holds, and however long its keys take, nothing else waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromDesk, ToDesk } from '../../shared/evidence/deskTalk.js';
import { createDeskSide } from './deskSide.js';

const { dataDir, authorityDir } = workerData as {
  readonly dataDir: string | null;
  readonly authorityDir: string | null;
};

const side = createDeskSide({ dataDir, authorityDir, tell: (said: FromDesk) => parentPort?.postMessage(said) });
parentPort?.on('message', (asked: ToDesk) => side(asked));
