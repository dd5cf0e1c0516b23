/** Figures for the box drawn with shift-drag: how long, how many of what, and how long writes took. */
import { statistics } from '../../../shared/timeline/statistics.js';
import { duration } from '../../../shared/timeline/words.js';
import { useKeys } from '../../state/commands.js';
import { useRecord } from '../../state/record.js';
import { useSession } from '../../state/session.js';
import { Button } from '../../ui/Button.js';
import './box.css';
import { currentChart } from './current.js';
import { useLooks, zoomToBox } from './looks.js';

const Row = ({ name, value }: { readonly name: string; readonly value: string | number }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

export const BoxCard = () => {
  const box = useLooks((looks) => looks.box);
  const keys = useKeys('timeline.box.zoom');
  useRecord((record) => record.revision);
  if (box === null) return null;
  const { span, events, counts, writes } = statistics(currentChart(), useSession.getState().events, box);
  return (
    <section className="tl-box" aria-label="Figures for the box" aria-live="polite">
      <header>
        <h3>{duration(span)}</h3>
        <Button variant="quiet" {...keys} onPress={zoomToBox}>
          Zoom to it
        </Button>
        <button type="button" aria-label="Close the box" onClick={() => useLooks.setState({ box: null })}>
          <span aria-hidden="true">×</span>
        </button>
      </header>
      <div className="tl-box-figures">
        <dl className="tl-box-counts">
          <Row name="Events" value={events} />
          <Row name="Writes" value={counts.writes} />
          <Row name="Refusals" value={counts.refusals} />
          <Row name="Uevents" value={counts.uevents} />
          <Row name="Faults" value={counts.faults} />
        </dl>
        <dl>
          <Row name="Write took, median" value={writes === null ? 'none ended' : duration(writes.median)} />
          {writes !== null && <Row name="95th percentile" value={duration(writes.p95)} />}
          {writes !== null && <Row name="Longest" value={duration(writes.max)} />}
        </dl>
      </div>
    </section>
  );
};
