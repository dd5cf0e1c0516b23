/** Whose word the path goes on: the person's verdict with author and reason, and the tool's own beside it, or that it checked nothing. */
import { clockText } from '../../ui/Time.js';
import type { ReactElement } from 'react';
import type { Journey } from '../../../shared/journey/journey.js';
import { Icon } from '../../ui/Icon.js';
import { VerdictMark } from '../../ui/VerdictMark.js';
import { verdictWords } from '../../../shared/timeline/words.js';
import { counted } from './words.js';

export const VerdictLine = ({ journey }: { readonly journey: Journey }): ReactElement | null => {
  const { verdict, gathered, judged } = journey.history;
  if (verdict === null || gathered === null || journey.inError) return null;
  return (
    <div className="sp-verdictline">
      {judged === null ? <Icon name="not-checkable" /> : <VerdictMark kind={judged.judgement.verdict} />}
      <span>
        <b>
          {verdict.verdict === 'accept' ? 'Accepted' : 'Rejected'} by <bdi>{verdict.author}</bdi>
        </b>
        , {clockText(verdict.at)}, on {counted(gathered.items.length, 'item')}: <bdi>{verdict.reason}</bdi>
        {/[.!?]$/.test(verdict.reason) ? ' ' : '. '}
        <span className="sp-dim">
          {judged === null
            ? 'Checked by a person, not by this tool.'
            : `This tool’s own verdict: ${verdictWords[judged.judgement.verdict]}.`}
        </span>
      </span>
    </div>
  );
};
