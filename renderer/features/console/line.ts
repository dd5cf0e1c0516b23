/** Lines of the console from the session's events: every write and read as the command that does the same by hand. */
import type { LabEvent, PredictedOutcome, WriteOutcome } from '../../../shared/facts/event.js';
import type { Millis } from '../../../shared/facts/reading.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { isErrno } from '../../../shared/model/errno.js';
import { comment, readCommand, writeCommand } from '../../../shared/shell/command.js';
import { errnoText } from '../../../shared/shell/errnoText.js';
import { duration, sentenceOf } from '../../../shared/timeline/words.js';

/** `held` and `refused` are observations; `fault` fell or failed; `running` waits for its outcome. */
export type LineTone = 'command' | 'result' | 'running' | 'refused' | 'fault' | 'note' | 'text';

export interface Line {
  /** The event that selecting the line selects. */
  readonly event: number;
  readonly device: DevicePath | null;
  /** Null on lines that belong to the one above. */
  readonly at: Millis | null;
  readonly tone: LineTone;
  readonly text: string;
  /** The part of a command that the person chose: the value written. */
  readonly value: string | null;
}

/** A write that has not ended: where its waiting line is, and what was said before it. */
interface Waiting {
  readonly index: number;
  readonly predicted: PredictedOutcome | null;
}

export interface ConsoleState {
  readonly lines: readonly Line[];
  /** By the id of the write. */
  readonly waiting: ReadonlyMap<number, Waiting>;
}

export const emptyConsole: ConsoleState = { lines: [], waiting: new Map() };

/** Says what differs from the prediction, and nothing when it came as predicted or nothing was predicted. */
const differs = (outcome: WriteOutcome, predicted: PredictedOutcome | null): string => {
  if (predicted === null || predicted.kind === 'cannot') return '';
  if (outcome.kind === 'done') return predicted.kind === 'refused' ? `; differs: ${predicted.errno} was predicted` : '';
  if (outcome.kind !== 'refused') return '';
  if (predicted.kind === 'succeeds') return '; differs: success was predicted';
  return predicted.errno === outcome.errno ? '; as predicted' : `; differs: ${predicted.errno} was predicted`;
};

/** One line for how a write ended: `ok in 2.1 ms`, `EBUSY: device or resource busy`. */
const resultText = (outcome: WriteOutcome, predicted: PredictedOutcome | null): string => {
  switch (outcome.kind) {
    case 'done':
      return `ok in ${duration(outcome.ms)}${differs(outcome, predicted)}`;
    case 'refused':
      return `${outcome.errno}: ${errnoText[outcome.errno]}${differs(outcome, predicted)}`;
    case 'timeout':
      return `no answer within ${duration(outcome.ms)}; the kernel may still finish`;
    case 'cancelled':
      return `cancelled after ${duration(outcome.ms)}; the kernel may still finish`;
    case 'lost':
      return 'the target was lost before it answered';
  }
};

const resultTone = (outcome: WriteOutcome): LineTone =>
  outcome.kind === 'done' ? 'result' : outcome.kind === 'refused' ? 'refused' : 'fault';

/** True for a read of one attribute; a sweep names a folder, and no one command does the same. */
const isAttribute = (event: LabEvent & { readonly kind: 'read' }): boolean =>
  event.path !== 'devices' && event.path !== event.device;

/** What the kernel calls the thing at `path`. */
const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The sentence with the device it is about: a line of the console stands alone. */
const ofDevice = (event: LabEvent): string =>
  event.device === null ? sentenceOf(event) : `${lastPart(event.device)}: ${sentenceOf(event)}`;

const linesOf = (event: LabEvent): readonly Line[] => {
  const base = { event: event.id, device: event.device, at: event.seenAt, value: null };
  const below = { ...base, at: null };
  switch (event.kind) {
    case 'write':
      return [
        { ...base, tone: 'command', text: writeCommand(event.path, event.value), value: event.value },
        { ...below, tone: 'running', text: 'running' },
      ];
    case 'held':
      return [
        { ...base, tone: 'note', text: comment(writeCommand(event.path, event.value)) },
        { ...below, tone: 'refused', text: `held back, not written: ${event.why}` },
      ];
    case 'read': {
      if (!isAttribute(event))
        return [{ ...base, tone: 'note', text: comment(`${lastPart(event.path)}: ${event.result}`) }];
      const refused = isErrno(event.result);
      return [
        { ...base, tone: 'command', text: readCommand(event.path) },
        {
          ...below,
          tone: refused ? 'refused' : 'result',
          text: refused ? `${event.result}: ${errnoText[event.result]}` : event.result,
        },
      ];
    }
    case 'fall':
    case 'lost':
      return [{ ...base, tone: 'fault', text: ofDevice(event) }];
    case 'gathered':
    case 'judged':
    case 'lapsed':
    case 'verdict':
    case 'fault':
    case 'gap':
      return [{ ...base, tone: 'note', text: comment(ofDevice(event)) }];
    case 'console':
      return [{ ...base, tone: 'text', text: event.text }];
    default:
      return [];
  }
};

/** The line a write waited in, with how it ended; null when no such write was seen. */
const ended = (
  state: ConsoleState,
  event: LabEvent & { readonly kind: 'outcome' },
): { readonly index: number; readonly line: Line } | null => {
  const waiting = event.cause === null ? undefined : state.waiting.get(event.cause.id);
  const line = waiting === undefined ? undefined : state.lines[waiting.index];
  if (waiting === undefined || line === undefined) return null;
  const text = resultText(event.outcome, waiting.predicted);
  return { index: waiting.index, line: { ...line, tone: resultTone(event.outcome), text } };
};

/** The console after more events. */
export const consoleAfter = (state: ConsoleState, fresh: readonly LabEvent[]): ConsoleState => {
  const lines = [...state.lines];
  const waiting = new Map(state.waiting);
  for (const event of fresh) {
    if (event.kind === 'outcome') {
      const end = ended({ lines, waiting }, event);
      if (end === null || event.cause === null) continue;
      lines[end.index] = end.line;
      waiting.delete(event.cause.id);
      continue;
    }
    lines.push(...linesOf(event));
    if (event.kind === 'write') waiting.set(event.id, { index: lines.length - 1, predicted: event.predicted });
  }
  return { lines, waiting };
};
