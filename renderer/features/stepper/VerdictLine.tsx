/** Whose word the path goes on: the person's verdict with author and reason, and that the tool checked nothing. */
import { clockText } from '../../ui/Time.js';
import type { ReactElement } from 'react';
import type { Journey } from '../../../shared/journey/journey.js';
import { Icon } from '../../ui/Icon.js';
import { counted } from './words.js';

export const VerdictLine = ({ journey }: { readonly journey: Journey }): ReactElement | null => {
  const { verdict, gathered } = journey.history;
  if (verdict === null || gathered === null || journey.inError) return null;
  return (
    <div className="sp-verdictline">
      <Icon name="not-checkable" />
      <span>
        <b>
          {verdict.verdict === 'accept' ? 'Accepted' : 'Rejected'} by <bdi>{verdict.author}</bdi>
        </b>
        , {clockText(verdict.at)}, on {counted(gathered.items.length, 'item')}: <bdi>{verdict.reason}</bdi>
        {/[.!?]$/.test(verdict.reason) ? ' ' : '. '}
        <span className="sp-dim">Checked by a person, not by this tool.</span>
      </span>
    </div>
  );
};
