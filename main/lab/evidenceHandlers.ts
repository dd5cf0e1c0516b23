/** The commands on evidence: each goes to the desk as it is, for the contract has been held against it. */
import type { Answer } from '../../shared/ipc/contract.js';
import type { EvidenceCommand, EvidenceInput, JudgingOutputs } from '../../shared/ipc/evidence.js';
import type { EvidenceDesk } from './evidenceDesk.js';

type EvidenceHandlers = {
  readonly [C in EvidenceCommand]: (input: EvidenceInput<C>) => Promise<Answer<C>>;
} & {
  readonly [C in keyof JudgingOutputs]: (input: { readonly op: string }) => Promise<Answer<C>>;
};

const answered = async <R>(asked: Promise<R>) => ({ ok: true, result: await asked }) as const;

export const evidenceHandlers = (desk: EvidenceDesk): EvidenceHandlers => ({
  'evidence.shelf': (input) => answered(desk.ask('evidence.shelf', input)),
  'evidence.put': (input) => answered(desk.ask('evidence.put', input)),
  'evidence.take': (input) => answered(desk.ask('evidence.take', input)),
  'evidence.look': (input) => answered(desk.ask('evidence.look', input)),
  'evidence.piece': (input) => answered(desk.ask('evidence.piece', input)),
  'evidence.bundle': (input) => answered(desk.ask('evidence.bundle', input)),
  'evidence.treat': (input) => answered(desk.ask('evidence.treat', input)),
  'evidence.rename': (input) => answered(desk.ask('evidence.rename', input)),
  'evidence.remove': (input) => answered(desk.ask('evidence.remove', input)),
  // Answered here: the desk itself hears nothing while it judges.
  'evidence.progress': async ({ op }) => ({ ok: true, result: { progress: desk.progress(op) } }),
  'evidence.cancel': async ({ op }) => ({ ok: true, result: { cancelled: desk.cancel(op) } }),
});
