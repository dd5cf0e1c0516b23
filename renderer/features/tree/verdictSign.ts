/** The sign of evidence in the tree: this tool's verdict by its shape, and a person's own on it, as theirs (R13). */
import type { CheckVerdict } from '../../../shared/facts/judgement.js';
import { verdictWords } from '../../../shared/timeline/words.js';
import { isolated } from '../../state/foreign.js';
import type { IconName } from '../../ui/Icon.js';
import { clockText } from '../../ui/Time.js';
import type { Tone } from '../../ui/tone.js';
import type { Mark, VerdictMark } from './mark.js';

export interface Drawn {
  readonly icon: IconName;
  readonly tone?: Tone;
}

export interface Sign extends Drawn {
  readonly words: string;
  /** Small, over its corner. */
  readonly over?: Drawn;
}

/** The shapes that each check has on the evidence page. */
const tools: Readonly<Record<CheckVerdict, Drawn>> = {
  pass: { icon: 'pass', tone: 'pass' },
  fail: { icon: 'fail', tone: 'fault' },
  'not-checkable': { icon: 'not-checkable' },
  'no-reference': { icon: 'no-reference' },
};

const persons: Readonly<Record<'accept' | 'reject', Drawn>> = {
  accept: { icon: 'check' },
  reject: { icon: 'close', tone: 'refuse' },
};

const saidOf = (verdict: Exclude<VerdictMark, { kind: 'none' }>): string =>
  verdict.kind === 'gathered'
    ? `evidence gathered at ${clockText(verdict.at)}`
    : `${verdict.kind === 'accept' ? 'accepted' : 'rejected'} by ${isolated(verdict.author)} at ${clockText(verdict.at)}: ${isolated(verdict.reason)}`;

/** Null where no evidence was gathered. Without a verdict of this tool's a person's stands alone, and is no disc: that is for a check that was made. */
export const verdictSign = ({ verdict, judged, stale }: Mark): Sign | null => {
  if (verdict.kind === 'none') return null;
  const said = saidOf(verdict);
  if (stale) return { icon: 'stale', words: `stale: ${said}, before the device unlocked, fell or was locked again` };
  const words = `${said}; ${judged === null ? 'not checked by this tool' : `this tool found: ${verdictWords[judged]}`}`;
  const person = verdict.kind === 'gathered' ? null : persons[verdict.kind];
  if (judged === null) return { ...(person ?? { icon: 'evidence' }), words };
  return { ...tools[judged], words, ...(person === null ? {} : { over: person }) };
};
