/** A fall, drawn as one: from where to where, and its two times, the cause and its detection (R24). */
import { clockText, fullTimeText } from '../../ui/Time.js';
import type { ReactElement } from 'react';
import { type Fallen, reasonWords } from '../../../shared/journey/fallen.js';
import { levelWords } from '../../../shared/model/level.js';
import { Icon } from '../../ui/Icon.js';
import { span } from './words.js';

const lag = (ms: number): string => (ms < 0.1 ? ', at once' : `, ${span(ms)} later`);

export const FallenStrip = ({ fallen }: { readonly fallen: Fallen }): ReactElement => {
  const { cause } = fallen;
  const words = reasonWords[fallen.reason] ?? fallen.reason;
  return (
    <div className="sp-fallen" role="status">
      <Icon name="fall" />
      <div>
        <b>
          Fell from {fallen.from} {levelWords[fallen.from].name} to {fallen.to} {levelWords[fallen.to].name}:
        </b>{' '}
        {words}.
        <dl>
          <div>
            <dt>Cause</dt>
            <dd data-tip={cause === null ? undefined : fullTimeText(cause.at)}>
              {cause === null ? (
                <span className="sp-unknown">time not told by the target</span>
              ) : (
                <span className={cause.how === 'inferred' ? 'sp-inferred' : undefined}>
                  {clockText(cause.at, true)}
                </span>
              )}
            </dd>
          </div>
          <div>
            <dt>Detected</dt>
            <dd data-tip={fullTimeText(fallen.detectedAt)}>
              {clockText(fallen.detectedAt, true)}
              {cause === null ? '' : lag(fallen.detectedAt - cause.at)}
            </dd>
          </div>
        </dl>
      </div>
    </div>
  );
};
