/** Says an event in words: short beside its mark, and as one sentence in the tooltip and the table. */
import { isSpoken, type LabEvent } from '../facts/event.js';
import { checkVerdicts, type CheckVerdict, type Judgement } from '../facts/judgement.js';
import { isLevel, levelWords } from '../model/level.js';
import { verbOf } from './verb.js';

/** A duration as people read it: `0.4 ms`, `38 ms`, `2.1 s`, `3 min 20 s`. */
export const duration = (ms: number): string => {
  const size = Math.abs(ms);
  if (size < 0.0995) return `${Math.round(ms * 1000)} µs`;
  if (size < 9.95) return `${ms.toFixed(1)} ms`;
  if (size < 999.5) return `${Math.round(ms)} ms`;
  if (size < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.trunc(seconds / 60)} min ${Math.abs(seconds % 60)} s`;
};

/** `4 TCB`; text that is no level stays as it is; null is `?`. */
export const levelText = (value: string | null): string => {
  if (value === null || value === '') return '?';
  const level = Number(value);
  return isLevel(level) ? `${level} ${levelWords[level].name}` : value;
};

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const faultWords: Readonly<Record<string, string>> = {
  spdm_loss: 'session lost',
  ide_loss: 'link lost',
  tdisp_error: 'TDISP ERROR',
  bus_master_cleared: 'bus master cleared',
  firmware_updated: 'firmware updated',
  tsm_fails: 'TSM fails',
  drop_and_relock: 'dropped, relocked',
  arrive: 'arrives',
  leave: 'leaves',
  reset: 'reset',
  // What a simulated device signs is as its maker meant it again.
  none: 'evidence sound',
};

/** A cause in two words: `link lost`. */
export const faultText = (fault: string): string => faultWords[fault] ?? fault.replaceAll(/[_-]/g, ' ');

/** A verdict of this tool's in words. */
export const verdictWords: Readonly<Record<CheckVerdict, string>> = {
  pass: 'pass',
  fail: 'fail',
  'not-checkable': 'not checkable',
  'no-reference': 'no reference',
};

/** `evidence checked: fail (2 fail, 1 not checkable, 37 pass)`. */
export const judgedText = ({ verdict, counts }: Pick<Judgement, 'verdict' | 'counts'>): string => {
  const counted = checkVerdicts.flatMap((each) =>
    counts[each] === 0 ? [] : [`${counts[each]} ${verdictWords[each]}`],
  );
  return `evidence checked: ${verdictWords[verdict]} (${counted.join(', ')})`;
};

const outcomeText = (event: LabEvent & { readonly kind: 'outcome' }): string => {
  switch (event.outcome.kind) {
    case 'done':
      return `done in ${duration(event.outcome.ms)}`;
    case 'refused':
      return `refused, ${event.outcome.errno}, after ${duration(event.outcome.ms)}`;
    case 'timeout':
      return `no answer within ${duration(event.outcome.ms)}; the kernel may still finish`;
    case 'cancelled':
      return `cancelled after ${duration(event.outcome.ms)}; the kernel may still finish`;
    case 'lost':
      return 'the target was lost before it answered';
  }
};

/** The few letters that stand beside a mark; '' for marks that need none. */
export const labelOf = (event: LabEvent): string => {
  switch (event.kind) {
    case 'write':
      return verbOf(event.path, event.value);
    case 'held':
      return `${verbOf(event.path, event.value)} held`;
    case 'outcome':
      return event.outcome.kind === 'refused'
        ? event.outcome.errno
        : event.outcome.kind === 'done'
          ? ''
          : event.outcome.kind;
    case 'uevent': {
      const told = event.env.TRUST ?? null;
      if (told !== null) return `TRUST=${told}`;
      const authorized = event.env.AUTHORIZED;
      return authorized === undefined ? event.action : `AUTHORIZED=${authorized}`;
    }
    case 'fall':
      return `fell to ${event.to}`;
    case 'fault':
      return faultText(event.fault);
    case 'gathered':
      return plural(event.items.length, 'item');
    case 'judged':
      return `evidence: ${verdictWords[event.judgement.verdict]}`;
    case 'lapsed':
      return 'verdict fell';
    case 'verdict':
      return event.verdict === 'accept' ? 'accepted' : 'rejected';
    case 'lost':
      return 'target lost';
    case 'back':
      return 'target back';
    case 'armed':
    case 'disarmed':
      return event.kind;
    default:
      return '';
  }
};

/** What an event is called where another one names it: short, and without what is told beside it anyway. */
export const titleOf = (event: LabEvent): string => {
  switch (event.kind) {
    case 'outcome':
      return outcomeText(event);
    case 'uevent':
      return `uevent ${labelOf(event)}`;
    case 'gathered':
      return 'evidence gathered';
    case 'verdict':
      return `${event.author} ${event.verdict === 'accept' ? 'accepts' : 'rejects'}`;
    default:
      return labelOf(event) || sentenceOf(event);
  }
};

const factWords: Readonly<Record<string, string>> = {
  spdmSession: 'SPDM session',
  ats: 'ATS',
  dma: 'DMA',
  tdisp: 'TDISP state',
  iommuGroup: 'IOMMU group',
  busMaster: 'bus master',
  manager: 'security manager',
  evidenceGeneration: 'evidence generation',
};

/** One line that says what happened, without time or device: those stand beside it. */
export const sentenceOf = (event: LabEvent): string => {
  if (isSpoken(event)) return event.text;
  switch (event.kind) {
    case 'write':
      return `write ${event.value} to ${event.path}`;
    case 'held':
      return `write ${event.value} to ${event.path} was held back: ${event.why}`;
    case 'outcome':
      return outcomeText(event);
    case 'read':
      return `read ${event.path}: ${event.result}`;
    case 'uevent': {
      const told = Object.entries(event.env)
        .filter(([key]) => key.startsWith('TRUST') || key === 'TDISP' || key === 'AUTHORIZED' || key === 'DRIVER')
        .map(([key, value]) => ` ${key}=${value}`);
      return `uevent ${event.seqnum} ${event.action}${told.join('')}`;
    }
    case 'netlink':
      return `netlink ${event.family}: ${Object.entries(event.attrs)
        .map(([key, value]) => `${key}=${value}`)
        .join(' ')}`;
    case 'change':
      return event.fact === 'level'
        ? `level ${levelText(event.from)} → ${levelText(event.to)}`
        : `${factWords[event.fact] ?? event.fact} ${event.from ?? 'not known'} → ${event.to ?? 'not known'}`;
    case 'fall':
      return `fell from ${levelText(String(event.from))} to ${levelText(String(event.to))}: ${faultText(event.reason)}`;
    case 'fault':
      return event.text === '' ? faultText(event.fault) : event.text;
    case 'gathered':
      return `evidence gathered: ${event.items.map((item) => item.what).join(', ') || 'nothing'}`;
    case 'judged':
      return judgedText(event.judgement);
    case 'lapsed':
      return `the verdict on the evidence fell: ${event.text}`;
    case 'verdict':
      return `${event.author} ${event.verdict === 'accept' ? 'accepts' : 'rejects'}: ${event.reason}`;
    case 'gap':
      return `${plural(event.last - event.first + 1, 'kernel event')} not seen here (another namespace, or lost), ${event.first} to ${event.last}`;
  }
};
