/** Every row of the proposal that the model can be held to, with its check. */
import { acceptanceChecks } from './acceptance.checks.js';
import { arrivalChecks } from './arrival.checks.js';
import type { RowCheck } from './check.js';
import { fallChecks } from './fall.checks.js';
import { scaleChecks } from './scale.checks.js';

export const rowChecks: readonly RowCheck[] = [...arrivalChecks, ...acceptanceChecks, ...fallChecks, ...scaleChecks];
