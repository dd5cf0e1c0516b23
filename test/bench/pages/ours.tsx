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

/** How far the picture is shifted, in CSS pixels. */
const shiftOf = (reel: HTMLElement | null): number => {
  const [, pixels] = /translateX\((-?[\d.]+)px\)/.exec(reel?.style.transform ?? '') ?? [];
  return Number(pixels ?? 0);
};

/** True when picture and strips leave nothing of the view free. */
const isCovered = (reel: HTMLElement | null, width: number): boolean => {
  const from = -shiftOf(reel);
  const strips = [...(reel?.querySelectorAll<HTMLElement>('.tl-strip') ?? [])].map((strip) => {
    const left = Number.parseFloat(strip.style.left);
    return [left, left + Number.parseFloat(strip.style.width)] as const;
  });
  const pieces = [[0, width] as const, ...strips].sort(([one], [other]) => one - other);
  return pieces.reduce((to, [left, right]) => (left <= to ? Math.max(to, right) : to), from) >= from + width;
};

interface Way {
  /** Share of the day in view. */
  readonly share: number;
  readonly frames: number;
  /** Frames in one direction, a twentieth of the view each, before it turns. */
  readonly turn: number;
}

/** Frame times while the arrow keys pan there and back; fails when a frame did not move, or left a hole. */
const pan = async ({ share, frames, turn }: Way): Promise<readonly number[]> => {
  look(share);
  const plot = document.querySelector('[role=application]');
  const reel = document.querySelector<HTMLElement>('.tl-reel');
  const width = reel?.offsetWidth ?? 0;
  let stood = 0;
  let holes = 0;
  let before = { shift: shiftOf(reel), drawings };
  const times = await framesOf(frames, (frame) => {
    const shift = shiftOf(reel);
    if (frame > 2 && shift === before.shift && drawings === before.drawings) stood += 1;
    if (!isCovered(reel, width)) holes += 1;
    before = { shift, drawings };
    const key = Math.floor(frame / turn) % 2 === 0 ? 'ArrowLeft' : 'ArrowRight';
    plot?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
  if (stood > 0 || holes > 0 || width < 1000)
    throw new Error(`Of ${frames} frames ${stood} did not move, and ${holes} had a hole.`);
  return times;
};

Object.assign(window, { firstDraw, pan, idle: (frames: number) => framesOf(frames, () => undefined) });
document.body.dataset.ready = '';
