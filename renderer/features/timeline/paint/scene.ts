/** Everything one drawing of the timeline needs: time, lanes, events, colours, and a pen. */
import type { LabEvent, WriteOutcome } from '../../../../shared/facts/event.js';
import type { Snapshot } from '../../../../shared/facts/snapshot.js';
import type { LeftDevices } from '../../../../shared/ipc/left.js';
import type { DevicePath } from '../../../../shared/model/device.js';
import type { Chart } from '../../../../shared/timeline/chart.js';
import type { Lane, Layout } from '../../../../shared/timeline/layout.js';
import type { Span } from '../../../../shared/timeline/span.js';
import type { Colours } from '../colours.js';
import type { Ahead } from '../ahead.js';

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly span: Span;
  /** All that is in view: this scene, or what it is a strip of. How dense a lane is, and the axis, follow from it. */
  readonly view: { readonly width: number; readonly span: Span };
  /** CSS pixels of the scene that lie left of the canvas. */
  readonly indent: number;
  /** Where the scene begins, in CSS pixels from the left edge of the picture: hatching goes through from strip to strip. */
  readonly origin: number;
  readonly now: number;
  /** Session is closed or lost: there is no future to predict. */
  readonly over: boolean;
  readonly chart: Chart;
  readonly events: readonly LabEvent[];
  readonly outcomes: ReadonlyMap<number, WriteOutcome>;
  readonly snapshot: Snapshot | null;
  /** Devices that are there no more, as they were last known. */
  readonly left: LeftDevices;
  readonly layout: Layout;
  readonly selected: DevicePath | null;
  /** Shown per shape code, 1 or 0 (filters). */
  readonly shown: Uint8Array;
  readonly ahead: Ahead | null;
  readonly colours: Colours;
  readonly g: CanvasRenderingContext2D;
}

/** A mark as it was drawn, to be found again by the pointer. */
export interface Spot {
  readonly lane: Lane;
  readonly x: number;
  /** Right edge, for spans. */
  readonly end: number;
  /** Event index of the mark drawn. */
  readonly ref: number;
  /** Event indices of all marks on this spot, in time order. */
  readonly refs: readonly number[];
}

/** CSS pixels from the left for a time. */
export const xOf = (scene: Scene, time: number): number =>
  ((time - scene.span.from) / (scene.span.to - scene.span.from)) * scene.width;

export const timeOf = (span: Span, width: number, x: number): number => span.from + (x / width) * (span.to - span.from);

export interface Ink {
  /** Left end of the base line, in CSS pixels. */
  readonly at: readonly [number, number];
  readonly colour: string;
  readonly size?: number;
  readonly weight?: number;
  readonly align?: CanvasTextAlign;
}

export const setFont = (scene: Scene, size: number, weight: number): void => {
  scene.g.font = `${weight} ${size * scene.colours.text}px ${scene.colours.ui}`;
};

export const text = (scene: Scene, words: string, ink: Ink): void => {
  setFont(scene, ink.size ?? 11, ink.weight ?? 540);
  scene.g.textAlign = ink.align ?? 'left';
  scene.g.fillStyle = ink.colour;
  scene.g.fillText(words, ink.at[0], ink.at[1]);
};

const widths = new Map<string, number>();

/** Width of a label of 11 pixels in CSS pixels; measured once per text. */
export const widthOf = (scene: Scene, words: string, weight = 540): number => {
  const key = `${weight} ${words}`;
  const found = widths.get(key);
  if (found !== undefined) return found;
  if (widths.size > 4000) widths.clear();
  setFont(scene, 11, weight);
  const { width } = scene.g.measureText(words);
  widths.set(key, width);
  return width;
};

/** Text widths change when the web fonts have come. */
export const forgetWidths = (): void => widths.clear();

export interface Stroke {
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
}

type Point = readonly [number, number];

export const line = (scene: Scene, [from, to]: readonly [Point, Point], stroke: Stroke): void => {
  const { g } = scene;
  g.strokeStyle = stroke.colour;
  g.lineWidth = stroke.width ?? 1;
  g.setLineDash([...(stroke.dash ?? [])]);
  g.beginPath();
  g.moveTo(from[0], from[1]);
  g.lineTo(to[0], to[1]);
  g.stroke();
  g.setLineDash([]);
};

export const middle = (lane: Lane): number => lane.top + lane.height / 2;
