/** A device's lane: its level as a band that grows with the level, and above it a ribbon for driver, lock and interface. */
import type { Device } from '../../../../shared/facts/device.js';
import { factText } from '../../../../shared/facts/factText.js';
import { bucketLevels, codeOfLevel } from '../../../../shared/timeline/buckets.js';
import type { DeviceLane, DrawnFact } from '../../../../shared/timeline/chart.js';
import type { Lane } from '../../../../shared/timeline/layout.js';
import { absences, leftAt } from '../../../../shared/timeline/presence.js';
import { changesWithin, holdsAt, segments, type Segment } from '../../../../shared/timeline/steps.js';
import { codeOf } from '../../../../shared/timeline/mark.js';
import { firstFrom } from '../../../../shared/timeline/track.js';
import { levelText } from '../../../../shared/timeline/words.js';
import type { Dense } from './dense.js';
import { line, type Scene, text, widthOf, xOf } from './scene.js';

/** Bottom edge of a lane's bands, and the height of level 4. */
export const bandBox = (lane: Lane): { readonly base: number; readonly full: number } => ({
  base: lane.top + lane.height - 3,
  full: lane.height - 3 - lane.ribbon - 4,
});

/** What is known of a fact at the end of the lane: as it is now, or as it was when the device left. */
const present = (device: Device | undefined, fact: DrawnFact): string | null =>
  device === undefined ? null : factText(device.facts, fact);

/** Where the lane begins and ends: the session's first event, and "now". */
const lived = (scene: Scene): { readonly from: number; readonly to: number } => ({
  from: Math.max(scene.span.from, scene.chart.first),
  to: Math.min(scene.span.to, scene.now),
});

const nameLevel = (
  scene: Scene,
  segment: Segment,
  box: { readonly base: number; readonly height: number; readonly right: number },
): void => {
  const { of } = scene.colours;
  const words = levelText(segment.value);
  const left = Math.max(0, xOf(scene, segment.from));
  if (box.right - left < widthOf(scene, words, 640) + 10) return;
  const inside = box.height >= 14;
  const strong = inside && codeOfLevel(segment.value) >= 3;
  const y = inside ? box.base - box.height / 2 + 4 : box.base - box.height - 5;
  text(scene, words, { at: [left + 6, y], colour: strong ? of['lv-on-strong'] : of.ink, weight: 640 });
};

/** Right edge of the name that the band under a moment has at its beginning, in CSS pixels: what is written there stays clear of it. */
export const bandNameEnd = (scene: Scene, lane: Lane, time: number): number => {
  const device = scene.chart.devices.get(lane.id as Device['path']);
  const level = present(scene.snapshot?.devices[lane.id as Device['path']], 'level');
  const { from, value } =
    device === undefined ? { from: Number.NEGATIVE_INFINITY, value: level } : holdsAt(device.steps.level, time, level);
  const left = Math.max(0, xOf(scene, Math.max(from, scene.chart.first)));
  return left + 6 + widthOf(scene, levelText(value), 640);
};

/** A fall names its level itself ("fell to 0"). */
const fellInto = (scene: Scene, lane: Lane, segment: Segment): boolean => {
  const track = scene.chart.devices.get(lane.id as Device['path'])?.track;
  if (track === undefined || codeOfLevel(segment.value) !== 0) return false;
  const fall = codeOf('fall');
  for (let index = firstFrom(track.times, track.size, segment.from - 100); index < track.size; index += 1) {
    if ((track.times[index] ?? 0) > segment.from) return false;
    if (track.codes[index] === fall) return true;
  }
  return false;
};

const levelSegment = (scene: Scene, lane: Lane, segment: Segment & { readonly guessed: boolean }): void => {
  const { g, colours } = scene;
  const { base, full } = bandBox(lane);
  const left = xOf(scene, segment.from);
  const right = xOf(scene, segment.to);
  const level = codeOfLevel(segment.value);
  if (level === 255) {
    line(
      scene,
      [
        [left, base - 0.5],
        [right, base - 0.5],
      ],
      { colour: colours.of['lv-edge'], width: 1.5, dash: [1.5, 3] },
    );
    nameLevel(scene, segment, { base, height: 0, right });
    return;
  }
  const height = (full * level) / 4;
  g.fillStyle = colours.of[`lv-${level as 0 | 1 | 2 | 3 | 4}`];
  g.fillRect(left, base - height, right - left, height);
  const stroke = { colour: colours.of['lv-edge'], width: 1.5, dash: segment.guessed ? [4, 3] : [] };
  line(
    scene,
    [
      [left, base - height + 0.5],
      [right, base - height + 0.5],
    ],
    stroke,
  );
  if (!fellInto(scene, lane, segment)) nameLevel(scene, segment, { base, height, right });
};

const denseLevels = (
  scene: Scene,
  dense: Dense,
  { lane, device }: { readonly lane: Lane; readonly device: DeviceLane },
): void => {
  const { base, full } = bandBox(lane);
  const { low, high } = bucketLevels(device.steps.level, {
    from: scene.span.from,
    to: scene.span.to,
    width: dense.width,
  });
  const end = Math.min(dense.width, Math.round(xOf(scene, scene.now) * scene.ratio));
  for (let x = Math.max(dense.first, Math.round(xOf(scene, scene.chart.first) * scene.ratio)); x < end; x += 1) {
    const top = high[x] ?? 255;
    if (top === 255) continue;
    const bottom = low[x] ?? 0;
    dense.column(x, [base - (full * top) / 4, base], dense.levels[top] ?? 0);
    dense.column(x, [base - (full * top) / 4, base - (full * top) / 4 + 1.5], dense.edge);
    if (bottom !== top && bottom !== 255)
      dense.column(x, [base - (full * bottom) / 4, base], dense.levels[bottom] ?? 0);
  }
};

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly tone: 'held' | 'driver' | 'error';
}

/** Driver, lock and interface as one ribbon: `driver nvme`, `locked by tsm0`, `RUN, tsm0, driver nvme`. */
const ribbonWords = (tdisp: string | null, tsm: string, driver: string | null): Omit<Piece, 'from' | 'to'> | null => {
  if (tdisp === 'ERROR') return { words: 'TDISP ERROR', tone: 'error' };
  const parts = [tdisp === 'RUN' ? 'RUN' : '', tsm, driver === null ? '' : `driver ${driver}`].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? null : { words: parts.join(', '), tone: tsm === '' ? 'driver' : 'held' };
};

/** Reads a value at one time after the other: times must ascend, and each segment is passed once. */
const readAlong = (track: readonly Segment[]): ((time: number) => string | null) => {
  let index = 0;
  return (time) => {
    while (index + 1 < track.length && (track[index]?.to ?? time) <= time) index += 1;
    const value = track[index]?.value ?? null;
    return value === 'none' ? null : value;
  };
};

const pieces = (scene: Scene, device: DeviceLane | undefined, last: Device | undefined): readonly Piece[] => {
  const span = lived(scene);
  const of = (fact: DrawnFact): Segment[] =>
    device === undefined
      ? [{ ...span, value: present(last, fact) }]
      : segments(device.steps[fact], span, present(last, fact));
  const tracks = { tdisp: of('tdisp'), locked: of('locked'), connected: of('connected'), driver: of('driver') };
  const at = {
    tdisp: readAlong(tracks.tdisp),
    locked: readAlong(tracks.locked),
    connected: readAlong(tracks.connected),
    driver: readAlong(tracks.driver),
  };
  const edges = [
    ...new Set(Object.values(tracks).flatMap((track) => track.flatMap((piece) => [piece.from, piece.to]))),
  ].sort((one, other) => one - other);
  const found: Piece[] = [];
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const from = edges[index] ?? 0;
    const to = edges[index + 1] ?? 0;
    const locked = at.locked(from);
    const connected = at.connected(from);
    const tsm = locked !== null ? `locked by ${locked}` : connected !== null ? `connected to ${connected}` : '';
    const words = ribbonWords(at.tdisp(from), tsm, at.driver(from));
    const last = found.at(-1);
    if (words === null) continue;
    if (last !== undefined && last.words === words.words && last.to === from) found[found.length - 1] = { ...last, to };
    else found.push({ from, to, ...words });
  }
  return found;
};

const ribbon = (scene: Scene, lane: Lane, piece: Piece): void => {
  const { g, colours } = scene;
  const { of } = colours;
  const left = Math.max(xOf(scene, piece.from), -4);
  const right = xOf(scene, piece.to);
  const look = {
    held: [of['accent-soft'], of['accent-line']],
    driver: [of.sunk, of['line-2']],
    error: [of['fault-soft'], of['fault-line']],
  }[piece.tone];
  g.fillStyle = look[0] ?? of.sunk;
  g.strokeStyle = look[1] ?? of['line-2'];
  g.lineWidth = 1;
  g.beginPath();
  g.roundRect(left + 1.5, lane.top + 3.5, Math.max(2, right - left - 2), lane.ribbon - 1, 3);
  g.fill();
  g.stroke();
  if (right - left < widthOf(scene, piece.words) + 10) return;
  text(scene, piece.words, {
    at: [Math.max(left, 0) + 6, lane.top + lane.ribbon],
    colour: piece.tone === 'error' ? of.fault : of['ink-2'],
    size: 11,
  });
};

/** Bands and ribbon of one device's lane. */
export const paintDevice = (scene: Scene, lane: Lane, dense: Dense): void => {
  const path = lane.id as Device['path'];
  const now = scene.snapshot?.devices[path];
  const left = scene.left[path];
  const last = now ?? left?.device;
  const device = scene.chart.devices.get(path);
  const span = lived(scene);
  if (span.to <= span.from) return;
  const many = scene.view.width / 5;
  const { from, to } = scene.view.span;
  if (device !== undefined && changesWithin(device.steps.level, from, to) > many) {
    denseLevels(scene, dense, { lane, device });
    return;
  }
  const guessed = last?.facts.level.kind === 'inferred';
  const levels =
    device === undefined
      ? [{ ...span, value: present(last, 'level') }]
      : segments(device.steps.level, span, present(last, 'level'));
  const gone =
    device !== undefined && changesWithin(device.presence, from, to) > many
      ? []
      : absences(device, span, now === undefined ? leftAt(device, left) : null);
  for (const segment of levels) levelSegment(scene, lane, { ...segment, guessed });
  if (
    device === undefined ||
    (['driver', 'tdisp', 'locked', 'connected'] as const).reduce(
      (sum, fact) => sum + changesWithin(device.steps[fact], from, to),
      0,
    ) < many
  ) {
    for (const piece of pieces(scene, device, last)) ribbon(scene, lane, piece);
  }
  for (const away of gone) {
    const left = xOf(scene, away.from);
    scene.g.fillStyle = scene.colours.of.panel;
    scene.g.fillRect(left, lane.top + 1, xOf(scene, away.to) - left, lane.height - 1);
    if (xOf(scene, away.to) - left > 60)
      text(scene, 'not there', {
        at: [Math.max(0, left) + 6, bandBox(lane).base - 4],
        colour: scene.colours.of['ink-3'],
      });
  }
};
