/** Conclusions that nothing a write does can overturn, so that no prediction turns on them. */
import type { Fact } from './fact.js';

/** The kernel shows files of `tsm/` only where a TSM of its role can serve the device (R52): without any, none secures its link or holds a session with it. */
export const noTsmFiles = 'no-tsm-files';

/** True for what is inferred by such a rule: it stands as firm as what the rule rests on. */
export const isSettled = (fact: Fact<unknown>): boolean => fact.kind === 'inferred' && fact.rule === noTsmFiles;
