/** Where zones and steps stand in the state picture: geometry only, in pixels of a picture at least 556 wide. */
import type { Journey, JourneyStep, Zone } from '../../../shared/journey/journey.js';

/** Less than that is drawn smaller; more is laid out wider, with letters as large as everywhere. */
export const pictureWidth = 556;
/** Baseline of the rail. */
export const railY = 52;
export const zoneHeight = 106;

export interface PlacedZone {
  readonly zone: Zone;
  readonly x: number;
  readonly width: number;
  /** True when no step stands in it: its gloss takes the room. */
  readonly empty: boolean;
}

export interface PlacedStep {
  readonly step: JourneyStep;
  readonly number: number;
  readonly x: number;
}

export interface Layout {
  readonly width: number;
  readonly zones: readonly PlacedZone[];
  readonly steps: readonly PlacedStep[];
  /** Ends of the rail. */
  readonly from: number;
  readonly to: number;
}

type Cell = { readonly zone: number; readonly steps: number[] } | { readonly gap: number; readonly steps: number[] };

const weight = (cell: Cell): number => {
  if ('gap' in cell) return cell.steps.length === 0 ? 30 : 64;
  return cell.steps.length === 0 ? 112 : 114 + (cell.steps.length - 1) * 84;
};

/** Cells in order: zone, gap, zone, … Each step is put into its zone, or into the gap its write leads across. */
const cellsOf = (journey: Journey): readonly Cell[] => {
  const cells: Cell[] = [];
  journey.zones.forEach((_, index) => {
    if (index > 0) cells.push({ gap: index - 1, steps: [] });
    cells.push({ zone: index, steps: [] });
  });
  let gap = 0;
  journey.steps.forEach((step, index) => {
    const zone = journey.zones.findIndex((one) => one.id === step.zone);
    if (zone >= 0) {
      cells[zone * 2]?.steps.push(index);
      gap = zone;
    } else {
      cells[gap * 2 + 1]?.steps.push(index);
      gap += 1;
    }
  });
  return cells;
};

/** Lays the path out over the whole width. */
export const layoutOf = (journey: Journey, over: number = pictureWidth): Layout => {
  const cells = cellsOf(journey);
  const total = cells.reduce((sum, cell) => sum + weight(cell), 0);
  const width = Math.max(over, pictureWidth);
  const scale = total === 0 ? 1 : width / total;
  const zones: PlacedZone[] = [];
  const steps: PlacedStep[] = [];
  let x = 0;
  for (const cell of cells) {
    const wide = weight(cell) * scale;
    if ('zone' in cell) {
      const zone = journey.zones[cell.zone];
      if (zone !== undefined) zones.push({ zone, x, width: wide, empty: cell.steps.length === 0 });
    }
    cell.steps.forEach((index, place) => {
      const step = journey.steps[index];
      if (step !== undefined)
        steps.push({ step, number: index + 1, x: x + (wide * (place + 0.5)) / cell.steps.length });
    });
    x += wide;
  }
  steps.sort((left, right) => left.number - right.number);
  const centre = (placed: PlacedZone | undefined): number => (placed === undefined ? 0 : placed.x + placed.width / 2);
  const first = zones[0];
  const last = zones.at(-1);
  return {
    width,
    zones,
    steps,
    from: first?.empty === true ? first.x + first.width : (steps[0]?.x ?? centre(first)),
    to: last?.empty === true ? last.x : (steps.at(-1)?.x ?? centre(last)),
  };
};
