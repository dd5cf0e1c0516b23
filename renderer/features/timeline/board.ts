/** The drawing loop: listens to the stores, draws once per change and never otherwise, and answers what lies where. */
import { laneOrder } from '../../../shared/timeline/chart.js';
import { type Layout, laneAt, layoutOf, type Lane } from '../../../shared/timeline/layout.js';
import { categoryOf, shapes } from '../../../shared/timeline/mark.js';
import { firstFrom } from '../../../shared/timeline/track.js';
import { useCursor } from '../../state/cursor.js';
import { useRecord } from '../../state/record.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { aheadNow } from './ahead.js';
import { type Colours, onTheme, readColours } from './colours.js';
import { currentChart, isOver, nowOf } from './current.js';
import { spanOf, useLooks } from './looks.js';
import { paintOverlay } from './paint/overlay.js';
import { paint, trackOf } from './paint/paint.js';
import { forgetWidths, type Scene, type Spot, timeOf, xOf } from './paint/scene.js';
import { spotAt } from './paint/spots.js';

export interface Board {
  /** What lies at a point of the canvas, in CSS pixels. */
  at(x: number, y: number): { readonly lane: Lane | null; readonly spot: Spot | null; readonly time: number };
  readonly layout: () => Layout;
  /** Pointer position for the hair line, or null. */
  point(x: number | null): void;
  width(): number;
  dispose(): void;
}

export interface Canvases {
  readonly base: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
}

/** Milliseconds without an event after which the picture rests, and how many seconds then pass between two drawings. */
const restAfter = 5000;
const restTicks = 10;

const context = (canvas: HTMLCanvasElement): CanvasRenderingContext2D => {
  const g = canvas.getContext('2d');
  if (g === null) throw new Error('the canvas has no 2d context');
  return g;
};

const fitTo = (
  canvas: HTMLCanvasElement,
  { width, height, ratio }: Pick<Scene, 'width' | 'height' | 'ratio'>,
): void => {
  const across = Math.round(width * ratio);
  const down = Math.round(height * ratio);
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
};

/** The column under the pointer in a lane too dense for spots: its gravest mark stands for all. */
const denseSpot = (scene: Scene, lane: Lane, x: number): Spot | null => {
  const track = trackOf(scene, lane);
  if (track === undefined) return null;
  const start = firstFrom(track.times, track.size, timeOf(scene.span, scene.width, x - 1));
  const end = firstFrom(track.times, track.size, timeOf(scene.span, scene.width, x + 1));
  let best = -1;
  const refs: number[] = [];
  for (let index = start; index < end; index += 1) {
    if (scene.shown[track.codes[index] ?? 0] !== 1) continue;
    if (refs.length < 200) refs.push(track.refs[index] ?? 0);
    if (best < 0 || (track.codes[index] ?? 0) > (track.codes[best] ?? 0)) best = index;
  }
  if (best < 0) return null;
  return { lane, x, end: x, ref: track.refs[best] ?? 0, refs };
};

export const createBoard = ({ base, overlay }: Canvases): Board => {
  const g = context(base);
  const over = context(overlay);
  let colours: Colours | null = null;
  let scene: Scene | null = null;
  let spots: readonly Spot[] = [];
  let pointer: number | null = null;
  let asked: { frame: number; whole: boolean } | null = null;

  const build = (): Scene => {
    const session = useSession.getState();
    const looks = useLooks.getState();
    const { selected } = useView.getState();
    const chart = currentChart();
    const now = nowOf(session, chart);
    const width = base.clientWidth;
    const height = base.clientHeight;
    colours ??= readColours(base);
    return {
      width,
      height,
      ratio: devicePixelRatio || 1,
      span: spanOf(looks, { first: chart.first, now }),
      now,
      over: isOver(session),
      chart,
      events: session.events,
      outcomes: session.outcomes,
      snapshot: session.snapshot,
      layout: layoutOf({ height, devices: laneOrder(chart, selected), scroll: looks.scroll, text: colours.text }),
      selected,
      shown: Uint8Array.from(shapes, (shape) => (looks.hidden.has(categoryOf(shape)) ? 0 : 1)),
      ahead: aheadNow(),
      colours,
      g,
    };
  };

  /** The upper canvas has a bitmap only while something is lit: at rest it would be a megabyte of nothing. */
  const drawOver = (drawn: Scene): void => {
    const { event: hovered, device } = useCursor.getState();
    const lit = { pointer, hovered, device, chosen: useView.getState().event, box: useLooks.getState().box };
    const dark = Object.values(lit).every((light) => light === null);
    fitTo(overlay, dark ? { width: 0, height: 0, ratio: 1 } : drawn);
    if (!dark) paintOverlay({ ...drawn, g: over }, lit);
  };

  const draw = (): void => {
    const whole = asked?.whole ?? true;
    asked = null;
    if (base.clientWidth < 8 || base.clientHeight < 8) return;
    if (whole || scene === null) {
      scene = build();
      fitTo(base, scene);
      spots = paint(scene);
    }
    drawOver(scene);
  };

  const ask = (whole: boolean): void => {
    if (asked !== null) {
      asked.whole ||= whole;
      return;
    }
    asked = { frame: requestAnimationFrame(draw), whole };
  };
  const all = (): void => ask(true);
  // What is aimed at is drawn once the page is free: it often changes with an outcome, which must not wait for it.
  let free: number | null = null;
  const whenFree = (): void => {
    free ??= requestIdleCallback(
      () => {
        free = null;
        all();
      },
      { timeout: 100 },
    );
  };

  const resized = new ResizeObserver(all);
  resized.observe(base);
  const stops = [
    useRecord.subscribe(all),
    useLooks.subscribe(all),
    useView.subscribe((view, before) => {
      if (view.selected !== before.selected) all();
      else if (view.event !== before.event) ask(false);
      if (view.aim !== before.aim) whenFree();
    }),
    useCursor.subscribe(() => ask(false)),
    onTheme(() => {
      colours = null;
      forgetWidths();
      all();
    }),
    () => resized.disconnect(),
  ];
  void document.fonts.ready.then(() => {
    forgetWidths();
    all();
  });
  // "Now" moves on by itself only while somebody can see it do so, and seldom once nothing happens any more.
  let ticks = 0;
  const clock = setInterval(() => {
    const session = useSession.getState();
    const seen = document.visibilityState === 'visible' && useLooks.getState().following;
    if (!seen || session.session === null || isOver(session)) return;
    ticks += 1;
    if (Date.now() - currentChart().last < restAfter || ticks % restTicks === 0) all();
  }, 1000);
  stops.push(() => clearInterval(clock));

  return {
    layout: () => scene?.layout ?? layoutOf({ height: 0, devices: [], scroll: 0, text: 1 }),
    width: () => base.clientWidth,
    at: (x, y) => {
      if (scene === null) return { lane: null, spot: null, time: 0 };
      const lane = laneAt(scene.layout, y);
      const time = timeOf(scene.span, scene.width, x);
      if (lane === null || x > xOf(scene, scene.now) + 12) return { lane, spot: null, time };
      return { lane, spot: spotAt(spots, lane, x) ?? denseSpot(scene, lane, x), time };
    },
    point: (x) => {
      pointer = x;
      ask(false);
    },
    dispose: () => {
      if (asked !== null) cancelAnimationFrame(asked.frame);
      if (free !== null) cancelIdleCallback(free);
      for (const stop of stops) stop();
    },
  };
};
