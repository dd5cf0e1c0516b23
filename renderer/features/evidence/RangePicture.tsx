/** The ranges of an interface report in the room they take, a lane for each BAR. What is not private is hatched. */
import type { ReportView } from '../../../shared/evidence/view/model.js';
import { lanesOf } from './lanes.js';

export const RangePicture = ({ report }: { report: ReportView }) => {
  const lanes = lanesOf(report.ranges);
  const said = report.ranges.map(({ bar, start, end, what }) => `BAR ${bar}, ${start} to ${end}, ${what}`).join('; ');
  return (
    <div className="ev-picture" role="img" aria-label={`Ranges: ${said}`}>
      {lanes.map(({ bar, start, end, ranges }) => (
        <div key={bar} className="ev-lane">
          <span className="ev-lane-name">BAR {bar}</span>
          <span className="ev-lane-room">
            {ranges.map(({ key, left, width, range }) => (
              <span
                key={key}
                className={range.private ? 'ev-range is-private' : 'ev-range'}
                style={{ left: `${left}%`, width: `${width}%` }}
              />
            ))}
          </span>
          <code className="ev-lane-ends dim">
            {start} to {end}
          </code>
        </div>
      ))}
    </div>
  );
};
