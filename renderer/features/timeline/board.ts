/** The drawing loop: listens to the stores, draws once per change and never otherwise, and answers what lies where. */
import { laneOrder, quietActors } from '../../../shared/timeline/chart.js';
import { type Layout, laneAt, layoutOf, type Lane } from '../../../shared/timeline/layout.js';
import { categoryOf, shapes } from '../../../shared/timeline/mark.js';
import { firstFrom } from '../../../shared/timeline/track.js';
import { useCursor } from '../../state/cursor.js';
import { useRecord } from '../../state/record.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { useChoice } from '../../state/choice.js';
import { aheadNow } from './ahead.js';
import { fitTo, penOf } from './canvas.js';
import { type Colours, onTheme, readColours } from './colours.js';
import { currentChart, isOver, nowOf } from './current.js';
import { setDrawn, useDrawn } from './drawn.js';
import { createFilm } from './film.js';
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
  /** Holds all others, and is shifted while one pans. */
  readonly reel: HTMLElement;
  readonly base: HTMLCanvasElement;
  readonly strips: HTMLElement;
  readonly overlay: HTMLCanvasElement;
}

/** What a drawing is asked for: all of it, the view moved, or only what is lit. */
type Part = 'all' | 'view' | 'lit';
const more: readonly Part[] = ['lit', 'view', 'all'];

/** Milliseconds after which a picture that was moved is drawn as one again; and at the latest, when there is news for it. */
const stillAfter = 150;
const newsAfter = 1000;

/** Milliseconds without an event after which the picture rests, and how many seconds then pass between two drawings. */
const restAfter = 5000;
const restTicks = 10;

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

/** The lanes as they lie now, in a canvas of this height. */
const lanesIn = (height: number, chart: ReturnType<typeof currentChart>, text: number): Layout => {
  const { quiet: open, scroll } = useLooks.getState();
  const devices = laneOrder(chart, useView.getState().selected);
  return layoutOf({ height, devices, quiet: quietActors(chart), open, scroll, text });
};

export const createBoard = ({ reel, base, strips, overlay }: Canvases): Board => {
  const g = penOf(base, 'opaque');
  const over = penOf(overlay, 'clear');
  const film = createFilm({ reel, holder: strips });
  let colours: Colours | null = null;
  let scene: Scene | null = null;
  let spots: readonly Spot[] = [];
  let pointer: number | null = null;
  let asked: { readonly frame: number; part: Part } | null = null;
  let still: number | null = null;
  /** When news came that the moved picture does not show. */
  let news: number | null = null;

  const build = (): Scene => {
    const session = useSession.getState();
    const looks = useLooks.getState();
    const { selected } = useView.getState();
    const chart = currentChart();
    const now = nowOf(session, chart);
    const width = base.clientWidth;
    const height = base.clientHeight;
    colours ??= readColours(base);
    const span = spanOf(looks, { first: chart.first, now });
    return {
      width,
      height,
      ratio: devicePixelRatio || 1,
      span,
      view: { width, span },
      indent: 0,
      origin: 0,
      now,
      over: isOver(session),
      chart,
      events: session.events,
      outcomes: session.outcomes,
      snapshot: session.snapshot,
      left: session.left,
      layout: lanesIn(height, chart, colours.text),
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
    // The hair line stands under the pointer; a picture in motion would take it along.
    const hair = film.isMoving() ? null : pointer;
    const lit = { pointer: hair, hovered, device, chosen: useView.getState().event, box: useLooks.getState().box };
    const dark = Object.values(lit).every((light) => light === null);
    fitTo(overlay, dark ? { width: 0, height: 0, ratio: 1 } : drawn);
    if (!dark) paintOverlay({ ...drawn, g: over }, lit);
  };

  const drawAll = (): void => {
    if (still !== null) clearTimeout(still);
    still = null;
    news = null;
    film.rest();
    scene = build();
    fitTo(base, scene);
    spots = paint(scene);
    drawOver(scene);
    setDrawn(scene.span, { first: scene.chart.first, now: scene.now });
  };

  /** How many CSS pixels the view has moved from the drawn picture; null when it has changed in another way. */
  const movedBy = (drawn: Scene): number | null => {
    const { following, span } = useLooks.getState();
    const size = drawn.span.to - drawn.span.from;
    if (following || Math.abs(span.to - span.from - size) > size * 1e-6) return null;
    const by = ((span.from - drawn.span.from) / size) * drawn.width;
    return Math.abs(by - film.from()) < drawn.width ? by : null;
  };

  const move = (drawn: Scene, by: number): void => {
    const began = !film.isMoving();
    film.move(drawn, by);
    setDrawn(useLooks.getState().span, { first: drawn.chart.first, now: drawn.now });
    if (began) drawOver(drawn);
    if (still !== null) clearTimeout(still);
    still = window.setTimeout(all, stillAfter);
  };

  const draw = (): void => {
    const part = asked?.part ?? 'all';
    asked = null;
    const by = scene === null || part === 'all' ? null : movedBy(scene);
    if (scene !== null && part === 'lit') drawOver(scene);
    else if (scene !== null && by !== null && (news === null || Date.now() - news < newsAfter)) move(scene, by);
    else if (base.clientWidth >= 8 && base.clientHeight >= 8) drawAll();
  };

  const ask = (part: Part): void => {
    if (asked === null) asked = { frame: requestAnimationFrame(draw), part };
    else if (more.indexOf(part) > more.indexOf(asked.part)) asked.part = part;
  };
  const all = (): void => ask('all');
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

  /** An actor's first event moves the lanes below it: their names would lie beside a moved picture's. */
  const sameLanes = (): boolean => (scene?.layout.fold?.actors.length ?? 0) === quietActors(currentChart()).length;

  const resized = new ResizeObserver(all);
  resized.observe(base);
  const stops = [
    useRecord.subscribe((now, before) => {
      if (film.isMoving() && now.session === before.session && isOver(now) === isOver(before) && sameLanes())
        news ??= Date.now();
      else all();
    }),
    useLooks.subscribe((now, before) => {
      const { hidden, scroll, quiet } = now;
      if (hidden !== before.hidden || scroll !== before.scroll || quiet !== before.quiet || now.following) all();
      else if (now.span !== before.span || before.following) ask('view');
      if (now.box !== before.box) ask('lit');
    }),
    useView.subscribe((view, before) => {
      if (view.selected !== before.selected) all();
      else if (view.event !== before.event) ask('lit');
      if (view.aim !== before.aim) whenFree();
    }),
    useChoice.subscribe((now, before) => {
      if (now.choice !== before.choice) whenFree();
    }),
    useCursor.subscribe(() => ask('lit')),
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
    layout: () => scene?.layout ?? layoutOf({ height: 0, devices: [], quiet: [], open: false, scroll: 0, text: 1 }),
    width: () => base.clientWidth,
    at: (at, y) => {
      if (scene === null) return { lane: null, spot: null, time: 0 };
      const lane = laneAt(scene.layout, y);
      const x = at + film.from();
      const time = timeOf(scene.span, scene.width, x);
      if (lane === null || x > xOf(scene, scene.now) + 12) return { lane, spot: null, time };
      return { lane, spot: spotAt(spots, lane, x) ?? denseSpot(scene, lane, x), time };
    },
    point: (x) => {
      pointer = x;
      if (!film.isMoving()) ask('lit');
    },
    dispose: () => {
      if (asked !== null) cancelAnimationFrame(asked.frame);
      if (still !== null) clearTimeout(still);
      if (free !== null) cancelIdleCallback(free);
      for (const stop of stops) stop();
      useDrawn.setState({ span: null });
    },
  };
};
