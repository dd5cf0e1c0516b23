/** What was measured, with its meaning, beside what it should be. */
import type { MeasurementView } from '../../../shared/evidence/view/model.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { type Column, PickGrid } from './PickGrid.js';
import { exchangeOf, pick, useEvidence } from './store.js';
import { Verdict } from './Verdict.js';
import { bytesText, offsetText } from './words.js';

interface Row {
  readonly key: string;
  readonly measured: MeasurementView;
}

const indexText = (index: number): string => (index > 0xf0 ? `0x${index.toString(16)}` : String(index));

const columns: readonly Column<Row>[] = [
  { key: 'index', title: 'Index', cell: ({ measured }) => <code>{indexText(measured.index)}</code> },
  { key: 'title', title: 'What', cell: ({ measured }) => <span className="ell">{measured.what}</span> },
  {
    key: 'value',
    title: 'Value',
    cell: ({ measured }) =>
      measured.form === 'digest' ? (
        <code className="ell">{measured.text}</code>
      ) : (
        <span className="ell">{measured.text}</span>
      ),
  },
  {
    key: 'verdict',
    title: 'Reference',
    cell: ({ measured }) =>
      measured.reference === null ? (
        <span className="dim">none given</span>
      ) : (
        <Verdict kind={measured.reference.verdict} />
      ),
  },
];

const Detail = ({ measured }: { measured: MeasurementView }) => (
  <section className="ev-detail" aria-label="The measurement in full">
    <div className="row">
      <b>
        Index {indexText(measured.index)}, {measured.what}
      </b>
      <span className="dim">{measured.form === 'digest' ? 'a digest' : 'a raw value'}</span>
    </div>
    <dl>
      <dt>Value</dt>
      <dd>
        <code>{measured.hex}</code>
      </dd>
      {measured.says.map(({ name, text }) => (
        <div key={name} className="ev-pair">
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      <dt>Reference</dt>
      <dd>
        {measured.reference === null
          ? 'There are no reference values: nothing was compared. That is no mismatch, and no pass.'
          : measured.reference.expected}
      </dd>
      {measured.spot !== null && (
        <>
          <dt>Bytes</dt>
          <dd>
            {bytesText(measured.spot.length)} from {offsetText(measured.spot.offset)}, lit beside
          </dd>
        </>
      )}
    </dl>
  </section>
);

export function Measurements() {
  const exchange = useEvidence(exchangeOf);
  const picked = useEvidence((state) => state.picked);
  if (exchange === null || exchange.measurements.length === 0)
    return (
      <EmptyState
        icon="none"
        title="No measurements"
        text={
          exchange?.kind === 'challenge'
            ? 'A challenge proves who the device is; measurements come in an exchange of their own.'
            : 'Nothing that was read holds a signed measurement.'
        }
      />
    );
  const rows = exchange.measurements.map((measured, n) => ({ key: `measurement ${n}`, measured }));
  const row = rows.find(({ key }) => key === picked);
  return (
    <>
      <PickGrid
        label="Measurements"
        look="ev-measurements"
        columns={columns}
        rows={rows}
        keyOf={({ key }) => key}
        picked={picked}
        onPick={({ key, measured }) => pick(key, measured.spot)}
      />
      {row !== undefined && <Detail measured={row.measured} />}
    </>
  );
}
