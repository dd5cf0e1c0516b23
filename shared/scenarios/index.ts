/** Every scenario there is, in the order in which they are listed. */
import { evidenceChanges, evidenceFails, evidencePass, evidenceUnknown } from './evidence.js';
import { faults } from './faults.js';
import { bareMetal, confidentialVm, dropAndRelock, managedLink, thunderbolt, thunderboltKey } from './paths.js';
import { refusals } from './refusals.js';
import type { Scenario } from './scenario.js';

export const scenarios: readonly Scenario[] = [
  confidentialVm,
  bareMetal,
  dropAndRelock,
  thunderbolt,
  thunderboltKey,
  managedLink,
  ...refusals,
  ...faults,
  // Last: once a device was asked for evidence, its trust rests on that for as long as a session lasts.
  evidencePass,
  evidenceFails,
  evidenceUnknown,
  evidenceChanges,
];

/** The scenario of this name; null when there is none. */
export const scenarioOf = (name: string): Scenario | null => scenarios.find((each) => each.name === name) ?? null;
