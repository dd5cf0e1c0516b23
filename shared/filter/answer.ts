/** Whether a device is what a term asks for, in three words: what is not known is neither claimed to match nor not to. */
export type Answer = 'yes' | 'no' | 'unknown';

export const answer = (holds: boolean): Answer => (holds ? 'yes' : 'no');

/** The opposite; of what is not known, the opposite is not known either. */
export const opposite = (one: Answer): Answer => (one === 'unknown' ? one : answer(one === 'no'));

/** At least one holds; `unknown` when none is known to and one might. */
export const either = (answers: readonly Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
