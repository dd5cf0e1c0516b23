/** Where each lane lies: actors on top and always in view (those without events folded to a line), devices below, never squeezed until their steps go flat. */
import type { DevicePath } from '../model/device.js';
import { type Actor, actors } from './mark.js';

export const axisHeight = 22;
/** Below this the four steps of a level cannot be told apart (window rules); with larger text their words want more. */
const leastDevice = 41;
const mostDevice = 84;

export interface Lane {
  readonly id: Actor | DevicePath;
  readonly kind: 'actor' | 'device';
  /** Top edge in CSS pixels, from the top of the canvas. */
  readonly top: number;
  readonly height: number;
  /** Height of the ribbon above a device's bands: a line of text. */
  readonly ribbon: number;
}

/** The thin line that stands for actors of whom nothing was seen, and opens and folds their lanes. */
export interface Fold {
  /** Where it lies. Its id is the first of its actors': an arrow from one of them to another has no way to go. */
  readonly lane: Lane;
  readonly actors: readonly Actor[];
  readonly open: boolean;
}

export interface Room {
  /** Height of the canvas, in CSS pixels. */
  readonly height: number;
  readonly devices: readonly DevicePath[];
  /** Actors of whom nothing was seen. */
  readonly quiet: readonly Actor[];
  /** Quiet actors have their lanes all the same. */
  readonly open: boolean;
  /** How far the device lanes are scrolled up, in CSS pixels. */
  readonly scroll: number;
  /** Text size: 1 is as designed. */
  readonly text: number;
}

export interface Layout {
  /** The lanes in view, from top to bottom: of thousands of devices only those are laid out. */
  readonly lanes: readonly Lane[];
  /** Null while every actor has something to show. */
  readonly fold: Fold | null;
  /** Where device lanes begin: what scrolls is clipped to below it. */
  readonly devicesTop: number;
  /** How far the device lanes can be scrolled, in CSS pixels. */
  readonly overflow: number;
  /** Height of the device lanes that have no place in view, before and after those that have, in CSS pixels. */
  readonly before: number;
  readonly after: number;
}

/** Lays the lanes out. */
export const layoutOf = ({ height, devices, quiet, open, scroll, text }: Room): Layout => {
  const each = (height < 230 ? 22 : 24) + (text > 1 ? 2 : 0);
  const thin = text > 1 ? 18 : 16;
  const ribbon = Math.round(13 * Math.max(1, text));
  const shown = open ? actors : actors.filter((id) => !quiet.includes(id));
  const lanes: Lane[] = shown.map((id, row) => ({
    id,
    kind: 'actor',
    top: axisHeight + row * each,
    height: each,
    ribbon: 0,
  }));
  const actorsEnd = axisHeight + shown.length * each;
  const [first] = quiet;
  const fold: Fold | null =
    first === undefined
      ? null
      : { lane: { id: first, kind: 'actor', top: actorsEnd, height: thin, ribbon: 0 }, actors: quiet, open };
  const devicesTop = actorsEnd + (fold === null ? 0 : thin);
  const least = Math.round(leastDevice * Math.max(1, text));
  const room = Math.max(least, height - devicesTop);
  const fit = Math.max(1, Math.min(devices.length, Math.floor(room / least)));
  const tall = Math.max(least, Math.min(mostDevice, Math.floor(room / fit)));
  const overflow = Math.max(0, devices.length * tall - room);
  const shift = Math.min(Math.max(0, scroll), overflow);
  const begin = Math.floor(shift / tall);
  const end = Math.min(devices.length, Math.ceil((shift + room) / tall));
  devices.slice(begin, end).forEach((id, row) => {
    lanes.push({ id, kind: 'device', top: devicesTop + (begin + row) * tall - shift, height: tall, ribbon });
  });
  return { lanes, fold, devicesTop, overflow, before: begin * tall, after: (devices.length - end) * tall };
};

/** The lane at a height, or null on the axis and below the last one. */
export const laneAt = (layout: Layout, y: number): Lane | null => {
  for (const lane of layout.lanes) {
    if (lane.kind === 'device' && y < layout.devicesTop) continue;
    if (y >= lane.top && y < lane.top + lane.height) return lane;
  }
  return null;
};
