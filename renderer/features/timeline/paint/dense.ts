/** Dense lanes as one picture: columns are set pixel by pixel, and the whole goes to the canvas in one call. */
import { bucketMarks } from '../../../../shared/timeline/buckets.js';
import type { Lane } from '../../../../shared/timeline/layout.js';
import { categoryOf, codeOf, shapeOf, shapes } from '../../../../shared/timeline/mark.js';
import type { Track } from '../../../../shared/timeline/track.js';
import { type Colours, pixelOf } from '../colours.js';
import type { Scene } from './scene.js';

export interface Dense {
  /** Device pixels across. */
  readonly width: number;
  /** The first column that is seen: before it a strip only collects what reaches into it. */
  readonly first: number;
  /** From now on columns are of this lane: device lanes scroll beneath the actors' lanes. */
  clip(lane: Lane): void;
  /** Fills one column of device pixels between two heights in CSS pixels. */
  column(x: number, edges: readonly [number, number], pixel: number): void;
  readonly levels: readonly number[];
  readonly edge: number;
  /** Colour per shape code. */
  readonly tones: readonly number[];
  /** Puts the picture onto the canvas, if there is anything in it. */
  flush(): void;
}

const toneOf = ({ of }: Colours, code: number): string => {
  const category = categoryOf(shapeOf(code));
  if (shapeOf(code) === 'alarm' || category === 'faults') return of.fault;
  if (category === 'refusals') return of.refuse;
  if (category === 'writes') return of.accent;
  return category === 'uevents' ? of['ink-2'] : of.edge;
};

let kept: { readonly image: ImageData; readonly canvas: OffscreenCanvas } | null = null;

// One picture is kept and wiped: making 1.6 MB anew for each drawing costs more than drawing it.
const imageFor = (width: number, height: number): { readonly image: ImageData; readonly canvas: OffscreenCanvas } => {
  if (kept === null || kept.image.width !== width || kept.image.height !== height) {
    kept = { image: new ImageData(width, height), canvas: new OffscreenCanvas(width, height) };
  }
  return kept;
};

export const createDense = (scene: Scene): Dense => {
  const width = Math.max(1, Math.round(scene.width * scene.ratio));
  const height = Math.max(1, Math.round(scene.height * scene.ratio));
  let clipTop = 0;
  let pixels: Uint32Array | null = null;
  let current: ReturnType<typeof imageFor> | null = null;
  const begin = (): Uint32Array => {
    current = imageFor(width, height);
    pixels = new Uint32Array(current.image.data.buffer);
    pixels.fill(0);
    return pixels;
  };
  const { of } = scene.colours;
  return {
    width,
    first: Math.floor(scene.indent * scene.ratio),
    levels: [of['lv-0'], of['lv-1'], of['lv-2'], of['lv-3'], of['lv-4']].map(pixelOf),
    edge: pixelOf(of['lv-edge']),
    tones: shapes.map((_, code) => pixelOf(toneOf(scene.colours, code))),
    clip: (lane) => {
      clipTop = lane.kind === 'device' ? Math.round(scene.layout.devicesTop * scene.ratio) : 0;
    },
    column: (x, [top, bottom], pixel) => {
      const into = pixels ?? begin();
      const end = Math.min(height, Math.round(bottom * scene.ratio));
      for (let y = Math.max(clipTop, Math.round(top * scene.ratio)); y < end; y += 1) into[y * width + x] = pixel;
    },
    flush: () => {
      if (pixels === null || current === null) return;
      current.canvas.getContext('2d')?.putImageData(current.image, 0, 0);
      scene.g.drawImage(current.canvas, 0, 0, scene.width, scene.height);
    },
  };
};

/** True when a lane has more marks in view than can stand side by side. */
export const isDense = ({ view }: Scene, count: number): boolean => count > view.width / 2;

/** From this shape on a mark in a dense device lane goes through the whole lane: the many must not hide the grave. */
const grave = codeOf('cause');

/** A lane's marks as bars: as tall as the logarithm of how many, in the tone of the gravest. In a device's lane they keep to the ribbon: the band below is the level. */
export const paintDense = (
  scene: Scene,
  dense: Dense,
  { lane, track }: { readonly lane: Lane; readonly track: Track },
): void => {
  const { counts, tops } = bucketMarks(
    track,
    { from: scene.span.from, to: scene.span.to, width: dense.width },
    scene.shown,
  );
  const actor = lane.kind === 'actor';
  const most = actor ? lane.height / 2 - 3 : 6;
  const centre = actor ? lane.top + lane.height / 2 : lane.top + 10;
  for (let x = dense.first; x < dense.width; x += 1) {
    const count = counts[x] ?? 0;
    if (count === 0) continue;
    const top = tops[x] ?? 0;
    const tone = dense.tones[top] ?? 0;
    const half = Math.min(most, 2 + Math.log2(count + 1) * 1.5);
    if (!actor && top >= grave) dense.column(x, [lane.top + 3, lane.top + lane.height - 3], tone);
    else dense.column(x, [centre - half, centre + half], tone);
  }
};
