/** A person's verdict while it is being given: what it begins with, and what it still needs. Pure. */
import type { Judgement } from '../../../shared/facts/judgement.js';

export type Said = 'accept' | 'reject';

export interface OwnVerdict {
  /** Null until the person has chosen. */
  readonly said: Said | null;
  readonly author: string;
  readonly reason: string;
}

/** What is chosen at first: only what this tool found sound goes without a choice of the person's own (R13). */
export const firstSaid = (judgement: Pick<Judgement, 'verdict'> | null): Said | null =>
  judgement?.verdict === 'pass' ? 'accept' : null;

/** What is still missing, in one phrase; null when it can be recorded. */
export const missingIn = ({ said, author, reason }: OwnVerdict): string | null => {
  if (said === null) return 'accept or reject is to be chosen';
  if (author.trim() === '') return 'a name is missing';
  return reason.trim() === '' ? 'a reason is missing' : null;
};
