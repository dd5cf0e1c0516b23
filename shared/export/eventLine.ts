/** One event as one line of text: what a person reads in an export, or in a terminal. */
import { isSpoken, type LabEvent, type PredictedOutcome, type WriteOutcome } from '../facts/event.js';
import { judgedText } from '../timeline/words.js';
import { spellOut } from '../facts/safeText.js';

const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;

/** `done in 1.2 ms`, `refused, EPERM, in 0.4 ms`, `no answer within 5000 ms; the kernel may still finish`. */
export const outcomeText = (outcome: WriteOutcome): string => {
  switch (outcome.kind) {
    case 'done':
      return `done in ${milliseconds(outcome.ms)}`;
    case 'refused':
      return `refused, ${outcome.errno}, in ${milliseconds(outcome.ms)}`;
    case 'timeout':
      return `no answer within ${milliseconds(outcome.ms)}; the kernel may still finish`;
    case 'cancelled':
      return `cancelled after ${milliseconds(outcome.ms)}; the kernel may still finish`;
    case 'lost':
      return `target lost after ${milliseconds(outcome.ms)}; whether it was done is not known`;
  }
};

const predictedText = (predicted: PredictedOutcome | null): string => {
  if (predicted === null) return '';
  if (predicted.kind === 'succeeds') return ' (predicted: done)';
  if (predicted.kind === 'refused') return ` (predicted: ${predicted.errno}, ${predicted.precondition})`;
  return ` (not predicted: ${predicted.unknown.join(', ')} unknown)`;
};

/** What the line says already, in its own words. */
const saidElsewhere: ReadonlySet<string> = new Set(['ACTION', 'DEVPATH', 'SEQNUM']);

const pairs = (record: Readonly<Record<string, string>>): string =>
  Object.entries(record)
    .filter(([key]) => !saidElsewhere.has(key))
    .map(([key, value]) => ` ${key}=${value}`)
    .join('');

const textOf = (event: LabEvent): string => {
  if (isSpoken(event)) return event.text;
  switch (event.kind) {
    case 'write':
      return `${event.value} > /sys/${event.path}${predictedText(event.predicted)}`;
    case 'outcome':
      return outcomeText(event.outcome);
    case 'held':
      return `${event.value} > /sys/${event.path}: not written. ${event.why}`;
    case 'read':
      return `/sys/${event.path}: ${event.result}`;
    case 'uevent':
      return `${event.action}${pairs(event.env)} SEQNUM=${event.seqnum}`;
    case 'netlink':
      return `${event.family}${pairs(event.attrs)}`;
    case 'change':
      return `${event.fact}: ${event.from ?? 'unknown'} -> ${event.to ?? 'unknown'}`;
    case 'fall':
      return `${event.from} -> ${event.to} (${event.reason})`;
    case 'fault':
      return `${event.fault}: ${event.text}`;
    case 'gathered':
      return event.items
        .map(({ what, bytes, why }) => `${what}: ${bytes === null ? why : `${bytes} bytes`}`)
        .join('; ');
    case 'judged':
      return judgedText(event.judgement);
    case 'lapsed':
      return `the verdict of #${event.verdict} fell: ${event.text}`;
    case 'verdict':
      return `${event.verdict} by ${event.author}: ${event.reason}`;
    case 'gap':
      return `kernel events ${event.first} to ${event.last} were not seen here (another namespace, or lost)`;
  }
};

/** What happened, without time, device and cause. Always one line: what could forge another is spelt out. */
export const eventText = (event: LabEvent): string => spellOut(textOf(event));

/** The cause as a trailing note: `(from #3)`, with `?` when it was concluded from the times. */
export const causeText = ({ cause }: LabEvent): string =>
  cause === null ? '' : ` (from #${cause.id}${cause.how === 'inferred' ? '?' : ''})`;
