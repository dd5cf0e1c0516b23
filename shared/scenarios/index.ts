/** Every scenario there is, in the order in which they are listed. */
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
];

/** The scenario of this name; null when there is none. */
export const scenarioOf = (name: string): Scenario | null => scenarios.find((each) => each.name === name) ?? null;
