/** An app of one script: judges what it is handed in Electron's main process, and writes down what it found. */
import { readFileSync, writeFileSync } from 'node:fs';
import { app } from 'electron';
import type { Vectors } from '../../fixtures/evidence/vectors.js';
import { type OracleFound, judgeOracle } from '../judgeOracle.js';
import { judgeVectors, type VectorAnswers } from '../judgeVectors.js';

export interface Task {
  readonly vectors: Vectors | null;
  /** Folder of the oracle. */
  readonly oracle: string | null;
  readonly answer: string;
}

export interface Answer {
  readonly electron: string;
  readonly node: string;
  readonly crypto: string;
  /** `browser`: what Electron calls its main process. */
  readonly process: string;
  readonly vectors: VectorAnswers | null;
  readonly oracle: OracleFound | null;
}

const work = ({ vectors, oracle }: Task): Answer => ({
  electron: process.versions.electron ?? '',
  node: process.versions.node,
  crypto: process.versions.openssl ?? '',
  process: (process as { type?: string }).type ?? '',
  vectors: vectors === null ? null : judgeVectors(vectors),
  oracle: oracle === null ? null : judgeOracle(oracle),
});

try {
  const task = JSON.parse(readFileSync(process.env.LOCKSTEP_PROOF_TASK ?? '', 'utf8')) as Task;
  writeFileSync(task.answer, JSON.stringify(work(task)));
  app.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
}
