/** What this tool found when it checked the evidence: its own verdict with its rows, apart from any person's. */
import type { ReactElement } from 'react';
import {
  type CheckAbout,
  type CheckRow,
  type CheckVerdict,
  checkVerdicts,
  type Judgement,
} from '../../../shared/facts/judgement.js';
import { levelWords } from '../../../shared/model/level.js';
import { verdictWords } from '../../../shared/timeline/words.js';
import { Button } from '../../ui/Button.js';
import { VerdictMark } from '../../ui/VerdictMark.js';
import { showChecks } from './showChecks.js';
import { boundText } from './words.js';

const abouts: readonly { readonly about: CheckAbout; readonly title: string; readonly question: string }[] = [
  { about: 'identity', title: 'Identity', question: 'who is this' },
  { about: 'binding', title: 'Binding', question: 'is it the device behind this interface now' },
  { about: 'content', title: 'Content', question: 'is it in a state you accept' },
];

/** What a verdict that is neither yes nor no says, and what would make it one. */
const meanings: Readonly<Partial<Record<CheckVerdict, string>>> = {
  'no-reference':
    'There is nothing here to compare it with: that is no mismatch, and no ground for trust. Add the root or the values to the trust store, if they are to be trusted.',
  'not-checkable': 'Something that a check needs is missing: nothing was refuted, and nothing shown.',
};

const Row = ({ row }: { readonly row: CheckRow }): ReactElement => (
  <tr>
    <th scope="row">
      <span>
        <VerdictMark kind={row.verdict} size={14} /> <span>{row.title}</span>
      </span>
    </th>
    <td data-tip={row.id}>{row.found}</td>
    <td>{row.verdict === 'pass' || row.expected === row.found ? '' : row.expected}</td>
  </tr>
);

const Rows = ({ judgement }: { readonly judgement: Judgement }): ReactElement | null => {
  const wrong = judgement.rows.filter(({ verdict }) => verdict !== 'pass');
  // The count above says it already.
  if (wrong.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls, also by keyboard
    <section className="sp-items sp-wrong" aria-label="Checks that did not pass" tabIndex={0}>
      <table className="sp-table">
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Found</th>
            <th scope="col">Expected</th>
          </tr>
        </thead>
        <tbody>
          {wrong.map((row) => (
            <Row key={`${row.id} ${row.found}`} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** The policy's word on each level: what it refuses is held, where it holds. */
const Policy = ({ policy }: Pick<Judgement, 'policy'>): ReactElement => {
  const refused = policy.allows.filter(({ why }) => why !== null);
  const [first] = refused;
  if (first === undefined) return <p className="sp-say">The policy “{policy.name}” allows every level.</p>;
  const levels = refused.map(({ level }) => `${level} ${levelWords[level].name}`).join(', ');
  return (
    <p className="sp-say sp-amber">
      The policy “{policy.name}” refuses {levels}
      {policy.holds ? ' and holds the step there' : ', and leaves the step to you'}. {first.why}
    </p>
  );
};

export const Judged = ({ judgement }: { readonly judgement: Judgement }): ReactElement => {
  const { verdict, about, counts, collection, bound, policy, stopped } = judgement;
  const counted = checkVerdicts.flatMap((each) =>
    counts[each] === 0 ? [] : [`${counts[each]} ${verdictWords[each]}`],
  );
  return (
    <section className="sp-judged" aria-label="This tool’s verdict">
      <p className="sp-say sp-honest">
        <VerdictMark kind={verdict} />
        <span id="sp-found">
          <b>This tool’s verdict: {verdictWords[verdict]}.</b> {counted.join(', ')}.{' '}
          <span className="sp-dim" data-tip={`nonce ${bound.nonce}`}>
            Bound to {boundText(bound)}
          </span>
        </span>
        <span className="sp-grow" />
        {collection === null ? null : (
          <Button variant="quiet" icon="evidence" onPress={() => showChecks(collection)}>
            Show every check
          </Button>
        )}
      </p>
      <ul className="sp-abouts">
        {abouts.map(({ about: kind, title, question }) => (
          <li key={kind} data-tip={question}>
            <VerdictMark kind={about[kind] ?? 'none'} size={14} /> {title}
          </li>
        ))}
      </ul>
      {meanings[verdict] === undefined ? null : <p className="sp-say">{meanings[verdict]}</p>}
      {stopped === null ? null : <p className="sp-say sp-amber">It went no further: {stopped}</p>}
      <Rows judgement={judgement} />
      <Policy policy={policy} />
    </section>
  );
};
