/** The check rows of an exchange, by what they are about; the picked one in full below, with the id scripts know it by. */
import type { CheckView } from '../../../shared/evidence/view/model.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { type CheckRow, checkRows } from './checkRows.js';
import { type Column, PickGrid } from './PickGrid.js';
import { checksIn, exchangeOf, pick, useEvidence } from './store.js';
import { Verdict } from './Verdict.js';
import { abouts, bytesText, foundText, offsetText } from './words.js';

const columns: readonly Column<CheckRow>[] = [
  { key: 'verdict', title: 'Verdict', cell: (row) => ('check' in row ? <Verdict kind={row.check.verdict} /> : null) },
  {
    key: 'title',
    title: 'Check',
    cell: (row) => ('check' in row ? <span className="ell">{row.check.title}</span> : null),
  },
  {
    key: 'found',
    title: 'Found',
    cell: (row) => ('check' in row ? <span className="ell">{foundText(row.check)}</span> : null),
  },
  {
    key: 'at',
    title: 'Bytes',
    cell: (row) =>
      'check' in row && row.check.spot !== null ? <code>{offsetText(row.check.spot.offset)}</code> : null,
  },
];

const Detail = ({ check }: { check: CheckView }) => (
  <section className="ev-detail" aria-label="The check in full">
    <div className="row">
      <Verdict kind={check.verdict} />
      <b className="ell">{check.title}</b>
      <span className="grow" />
      <code className="dim">{check.id}</code>
    </div>
    <dl>
      <dt>Expected</dt>
      <dd>{check.expected}</dd>
      <dt>Found</dt>
      <dd>{check.found}</dd>
      <dt>Bytes</dt>
      <dd>
        {check.spot === null
          ? 'none that can be shown'
          : `${bytesText(check.spot.length)} from ${offsetText(check.spot.offset)}, lit beside`}
      </dd>
    </dl>
  </section>
);

export const CheckList = ({ checks, more, label }: { checks: readonly CheckView[]; more: number; label: string }) => {
  const picked = useEvidence((state) => state.picked);
  const rows = checkRows(checks);
  const row = rows.find(({ key }) => key === picked);
  return (
    <>
      <PickGrid
        label={label}
        look="ev-checks"
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        picked={picked}
        onPick={(one) => 'check' in one && pick(one.key, one.check.spot)}
        headingOf={(one) =>
          'about' in one ? (
            <>
              <b>{abouts[one.about].title}</b> <span className="dim">{abouts[one.about].question}</span>
            </>
          ) : null
        }
      />
      {more > 0 && <p className="ev-more">{more} more checks are not listed.</p>}
      {row !== undefined && 'check' in row && <Detail check={row.check} />}
    </>
  );
};

export function Checks() {
  const exchange = useEvidence(exchangeOf);
  const view = useEvidence((state) => state.view);
  const checks = checksIn(exchange, view);
  if (checks.length === 0)
    return (
      <EmptyState
        icon="none"
        title="No signed exchange"
        text="Nothing in this evidence carries a signature, so there is nothing to pass or fail."
      />
    );
  return <CheckList label="Checks" checks={checks} more={exchange?.moreChecks ?? 0} />;
}
