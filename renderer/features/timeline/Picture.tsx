/** The drawn timeline: two canvases, lane names in text, tooltip and box figures; keys work while it has the focus. */
import { useEffect, useRef, useState } from 'react';
import { indexOfId } from '../../../shared/timeline/chart.js';
import { sentenceOf } from '../../../shared/timeline/words.js';
import { useRecord } from '../../state/record.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { BoxCard } from './BoxCard.js';
import { createBoard } from './board.js';
import { currentChart } from './current.js';
import { onKey } from './keys.js';
import { Lanes } from './Lanes.js';
import { clock } from './paint/clock.js';
import { listen } from './pointer.js';
import { TipCard } from './TipCard.js';

/** The picture in words, for those who do not see it. */
const Words = () => {
  useRecord((record) => record.revision);
  const { counts, first, last, size } = currentChart();
  if (size === 0) return <>No events yet.</>;
  return (
    <>
      {size} events from {clock(first, 1000)} to {clock(last, 1000)}: {counts.writes} writes, {counts.refusals}{' '}
      refusals, {counts.uevents} uevents, {counts.faults} faults. Press T for the same as a table; left and right
      bracket step through events, B measures what is in view, and shift with the arrows draws a box.
    </>
  );
};

/** Says the chosen event aloud. */
const Chosen = () => {
  const id = useView((view) => view.event);
  const { events } = useSession.getState();
  const event = id === null ? undefined : events[indexOfId(events, id)];
  return (
    <p className="tl-hidden" role="status">
      {event === undefined ? '' : `${clock(event.seenAt, 1)}, ${sentenceOf(event)}`}
    </p>
  );
};

export const Picture = () => {
  const pane = useRef<HTMLDivElement>(null);
  const reel = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const strips = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const canvas = base.current;
    if (
      pane.current === null ||
      reel.current === null ||
      canvas === null ||
      strips.current === null ||
      overlay.current === null
    )
      return undefined;
    const board = createBoard({
      reel: reel.current,
      base: canvas,
      strips: strips.current,
      overlay: overlay.current,
    });
    const stop = listen(pane.current, board);
    const size = new ResizeObserver(() => setHeight(canvas.clientHeight));
    size.observe(canvas);
    return () => {
      size.disconnect();
      stop();
      board.dispose();
    };
  }, []);
  return (
    <div className="tl-picture">
      <Lanes height={height} />
      <div
        className="tl-plot"
        role="application"
        aria-label="Timeline of writes, refusals, uevents and faults"
        aria-describedby="tl-words"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the focus; its keys are in keys.ts
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.defaultPrevented || !onKey(event)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <div ref={reel} className="tl-reel">
          <canvas ref={base} className="tl-canvas">
            <p id="tl-words">
              <Words />
            </p>
          </canvas>
          <div ref={strips} />
          <canvas ref={overlay} className="tl-canvas" />
        </div>
        <div ref={pane} className="tl-pane" />
        <Chosen />
        <TipCard />
        <BoxCard />
      </div>
    </div>
  );
};
