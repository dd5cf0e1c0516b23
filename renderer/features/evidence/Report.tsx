/** The TDISP interface report: its ranges, whether they fit, and that nobody signed it. */
import type { RangeView, ReportView } from '../../../shared/evidence/view/model.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Note } from '../../ui/Note.js';
import { CheckList } from './Checks.js';
import { type Column, PickGrid } from './PickGrid.js';
import { RangePicture } from './RangePicture.js';
import { pick, useEvidence } from './store.js';
import { offsetText } from './words.js';

const sizeText = (bytes: number): string =>
  bytes >= 1 << 20 ? `${bytes / (1 << 20)} MiB` : `${Math.round(bytes / 1024)} KiB`;

const columns: readonly Column<RangeView>[] = [
  { key: 'index', title: 'BAR', cell: ({ bar }) => <span className="tnum">{bar}</span> },
  {
    key: 'title',
    title: 'Addresses',
    cell: ({ start, end }) => (
      <code className="ell">
        {start} to {end}
      </code>
    ),
  },
  { key: 'size', title: 'Size', cell: ({ bytes }) => <span className="tnum">{sizeText(bytes)}</span> },
  { key: 'note', title: 'What', cell: ({ what }) => <span className="ell">{what}</span> },
];

const One = ({ report }: { report: ReportView }) => {
  const picked = useEvidence((state) => state.picked);
  return (
    <section className="ev-report" aria-label={`Interface report, ${report.of}`}>
      <div className="ev-strip">
        <Note icon="info">
          <b>The report is not signed.</b> Its worth comes from the session it was read in, or from a digest that the
          TSM vouches for.
        </Note>
        {report.trouble !== null && (
          <Note tone="fault" icon="fault">
            <b>Byte {offsetText(report.trouble.at)}:</b> {report.trouble.why}.
          </Note>
        )}
      </div>
      <p className="ev-facts">
        Of {report.of}; {report.info || 'nothing could be read of what it may do'}
      </p>
      {report.ranges.length > 0 && <RangePicture report={report} />}
      <div className="ev-ranges-box">
        <PickGrid
          label={`Ranges of ${report.of}`}
          look="ev-ranges"
          columns={columns}
          rows={report.ranges}
          keyOf={({ spot }) => `range ${spot.offset}`}
          picked={picked}
          onPick={({ spot }) => pick(`range ${spot.offset}`, spot)}
        />
      </div>
      <div className="ev-report-checks">
        <CheckList label={`Checks of ${report.of}`} checks={report.checks} more={0} />
      </div>
    </section>
  );
};

export function Report() {
  const reports = useEvidence((state) => state.view?.reports) ?? [];
  const [first] = reports;
  if (first === undefined)
    return (
      <EmptyState
        icon="none"
        title="No interface report"
        text="No TDISP interface report was read here. Inside a secured session it can be read only with the session’s keys."
      />
    );
  return (
    <div className="ev-reports">
      {reports.map((report) => (
        <One key={report.spot.piece} report={report} />
      ))}
    </div>
  );
}
