/** Entry of the thread that judges evidence: whatever a file holds, and however long its keys take, nothing else waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { EvidenceCommand } from '../../shared/ipc/evidence.js';
import { nodeCryptography } from './cryptography.js';
import { createDesk, type Handlers } from './desk.js';

interface Asked {
  readonly id: number;
  readonly command: EvidenceCommand;
  readonly input: unknown;
}

const { dataDir } = workerData as { readonly dataDir: string | null };
const desk = createDesk({ dataDir, cryptography: nodeCryptography, now: Date.now });

const run = ({ command, input }: Asked): unknown => {
  // The lab has held the input against the contract before it came here.
  const handler = desk[command] as (input: unknown) => ReturnType<Handlers[EvidenceCommand]>;
  return handler(input);
};

parentPort?.on('message', (asked: Asked) => {
  try {
    parentPort?.postMessage({ id: asked.id, result: run(asked) });
  } catch (error) {
    parentPort?.postMessage({ id: asked.id, failed: error instanceof Error ? error.message : String(error) });
  }
});
