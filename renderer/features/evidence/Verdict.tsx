/** A verdict as shape and word: never by colour alone. */
import type { Verdict as Kind } from '../../../shared/evidence/verify/verdict.js';
import { VerdictMark } from '../../ui/VerdictMark.js';

export const verdictWords: Readonly<Record<Kind, string>> = {
  pass: 'pass',
  fail: 'fail',
  'not-checkable': 'not checkable',
  'no-reference': 'no reference',
};

export const Verdict = ({ kind }: { kind: Kind }) => (
  <span className="ev-verdict">
    <span aria-hidden="true">
      <VerdictMark kind={kind} size={14} />
    </span>
    <span className={kind === 'pass' ? 'tone-pass' : kind === 'fail' ? 'tone-fault' : ''}>{verdictWords[kind]}</span>
  </span>
);
