/** Our timeline alone on a page, as large as the window, with a day's events: the panel of the app, with its own stores. */
import { createRoot } from 'react-dom/client';
import '../../../renderer/ui/fonts.css';
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/base.css';
import { useLooks } from '../../../renderer/features/timeline/looks.js';
import { Timeline } from '../../../renderer/features/timeline/Timeline.js';
import { emptySession, useSession } from '../../../renderer/state/session.js';
import type { WriteOutcome } from '../../../shared/facts/event.js';
import { framesOf, untilDrawn } from './drawn.js';
import { traffic } from './traffic.js';

const dayMs = 8 * 3_600_000;
const end = Date.now();
const events = traffic(100_000, { end, span: dayMs });
const outcomes = new Map<number, WriteOutcome>();
for (const event of events)
  if (event.kind === 'outcome' && event.cause !== null) outcomes.set(event.cause.id, event.outcome);

document.documentElement.dataset.theme = 'light';
const container = document.createElement('div');
container.style.cssText = 'display: flex; flex-direction: column; width: 1600px; height: 900px';
document.body.append(container);

// Each drawing begins with the ground of the whole canvas.
let drawings = 0;
const fillRect = CanvasRenderingContext2D.prototype.fillRect;
CanvasRenderingContext2D.prototype.fillRect = function counted(...at) {
  if (at[0] === 0 && at[1] === 0 && at[3] > 300) drawings += 1;
  fillRect.apply(this, at);
};

const look = (share: number): void =>
  useLooks.setState({ following: false, span: { from: end - dayMs * share, to: end + dayMs * share * 0.02 } });

/** Draws all events for the first time: index, lanes, names and picture. */
const firstDraw = (): Promise<number> =>
  untilDrawn(
    () => {
      look(1);
      useSession.setState({ ...emptySession, session: 'bench', events, outcomes, revision: 1 });
      createRoot(container).render(<Timeline />);
    },
    () => drawings > 0,
  );

/** Frame times while the arrow keys pan there and back, with `share` of the day in view. */
const pan = async (share: number, frames: number): Promise<readonly number[]> => {
  look(share);
  const plot = document.querySelector('[role=application]');
  const before = drawings;
  const times = await framesOf(frames, (frame) => {
    const key = Math.floor(frame / 10) % 2 === 0 ? 'ArrowLeft' : 'ArrowRight';
    plot?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
  if (drawings - before < frames) throw new Error(`Only ${drawings - before} drawings in ${frames} frames.`);
  return times;
};

Object.assign(window, { firstDraw, pan, idle: (frames: number) => framesOf(frames, () => undefined) });
document.body.dataset.ready = '';
