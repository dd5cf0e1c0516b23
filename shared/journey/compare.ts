/** Whether a write ended as the model said: "as predicted", or the one thing that differs. Nothing is painted over. */
import type { Device } from '../facts/device.js';
import type { PredictedOutcome, WriteOutcome } from '../facts/event.js';
import type { Prediction } from '../predict/prediction.js';
import type { DevicePath } from '../model/device.js';
import { type EffectRow, factOfRow, formatRow, parseRow, rowTitles, rowsOfEffects } from './rows.js';

export type Comparison =
  | { readonly kind: 'as-predicted' }
  | { readonly kind: 'differs'; readonly what: string }
  | { readonly kind: 'not-predicted' }
  /** Something foretold has not been seen yet; it may still come. */
  | { readonly kind: 'open'; readonly awaits: string };

/** What the journal keeps of a prediction. */
export const recordOf = (prediction: Prediction, device: DevicePath): PredictedOutcome => {
  if (prediction.kind === 'succeeds')
    return { kind: 'succeeds', effects: rowsOfEffects(prediction.effects, device).map(formatRow) };
  if (prediction.kind === 'cannot') return { kind: 'cannot', unknown: prediction.unknown };
  return { kind: 'refused', errno: prediction.refusal.errno, precondition: prediction.refusal.precondition.id };
};

const ended: Readonly<Record<Exclude<WriteOutcome['kind'], 'done' | 'refused'>, string>> = {
  timeout: 'no answer within the limit',
  cancelled: 'cancelled before it ended',
  lost: 'the target was lost',
};

const outcomeDiffers = (predicted: PredictedOutcome, outcome: WriteOutcome): string | null => {
  if (outcome.kind === 'done') return predicted.kind === 'refused' ? `done, not ${predicted.errno}` : null;
  if (outcome.kind !== 'refused') return ended[outcome.kind];
  if (predicted.kind === 'succeeds') return `refused, ${outcome.errno}`;
  return predicted.kind === 'refused' && predicted.errno !== outcome.errno
    ? `${outcome.errno}, not ${predicted.errno}`
    : null;
};

interface CompareInput {
  readonly predicted: PredictedOutcome | null;
  readonly outcome: WriteOutcome;
  readonly observed: readonly EffectRow[];
  readonly device: Device | null;
  /** True once notices have had their time: what has not come by now has not come. */
  readonly settled: boolean;
}

/** A fact this machine does not show cannot differ from what was foretold: what is inferred follows from what is measured. */
const canBeSeen = (row: EffectRow, device: Device | null): boolean =>
  row.key === 'uevent' || device === null || device.facts[factOfRow[row.key]].kind === 'measured';

const rowDiffers = (row: EffectRow, seen: EffectRow | undefined): string | null => {
  if (seen === undefined)
    return row.from === row.to ? null : row.key === 'uevent' ? 'no uevent' : `${rowTitles[row.key]} did not change`;
  if (row.key === 'uevent') return seen.to.includes(row.to) || sameSet(seen.to, row.to) ? null : `uevent ${seen.to}`;
  return seen.to === row.to ? null : `${rowTitles[row.key]} is ${seen.to}, not ${row.to}`;
};

const sameSet = (left: string, right: string): boolean =>
  left.split(', ').sort().join() === right.split(', ').sort().join();

/** Compares what was foretold with what was seen; names the first thing that differs. */
export const compare = ({ predicted, outcome, observed, device, settled }: CompareInput): Comparison => {
  if (predicted === null || predicted.kind === 'cannot') return { kind: 'not-predicted' };
  const first = outcomeDiffers(predicted, outcome);
  if (first !== null) return { kind: 'differs', what: first };
  const foretold = predicted.kind === 'succeeds' ? predicted.effects.flatMap((line) => parseRow(line) ?? []) : [];
  let awaits: string | null = null;
  for (const row of foretold) {
    if (!canBeSeen(row, device)) continue;
    const seen = observed.find((one) => one.key === row.key);
    const what = rowDiffers(row, seen);
    if (what === null) continue;
    if (settled || (seen !== undefined && row.key !== 'uevent')) return { kind: 'differs', what };
    awaits ??= rowTitles[row.key];
  }
  for (const row of observed) {
    if (row.from === row.to || foretold.some((one) => one.key === row.key) || !canBeSeen(row, device)) continue;
    return {
      kind: 'differs',
      what: row.key === 'uevent' ? `uevent ${row.to}` : `${rowTitles[row.key]} became ${row.to}`,
    };
  }
  return awaits === null ? { kind: 'as-predicted' } : { kind: 'open', awaits };
};
