/** The commands on evidence: each goes to the desk as it is, for the contract has been held against it. */
import type { Answer } from '../../shared/ipc/contract.js';
import { type EvidenceCommand, type EvidenceInput, evidenceInputs } from '../../shared/ipc/evidence.js';
import type { EvidenceDesk } from './evidenceDesk.js';

type EvidenceHandlers = {
  readonly [C in EvidenceCommand]: (input: EvidenceInput<C>) => Promise<Answer<C>>;
};

export const evidenceHandlers = (desk: EvidenceDesk): EvidenceHandlers => {
  const names = Object.keys(evidenceInputs) as readonly EvidenceCommand[];
  const handler = (command: EvidenceCommand) => async (input: never) => ({
    ok: true,
    result: await desk.ask(command, input),
  });
  return Object.fromEntries(names.map((name) => [name, handler(name)])) as unknown as EvidenceHandlers;
};
