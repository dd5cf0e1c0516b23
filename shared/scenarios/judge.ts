/** Holds what was found against what a step expects: one line per thing, so that a failure says what was missing. */
import type { Device } from '../facts/device.js';
import type { LabEvent, WriteOutcome } from '../facts/event.js';
import type { Judgement } from '../facts/judgement.js';
import { type Fact, known } from '../facts/fact.js';
import type { Expected } from './scenario.js';

export interface Check {
  /** `level`, `the write`, `uevent TRUST`. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  readonly ok: boolean;
}

/** What came of the act: of a write, of one that this tool held back, or of a gathering. */
export type ActOutcome =
  | WriteOutcome
  | { readonly kind: 'held'; readonly why: string }
  | { readonly kind: 'gathered'; readonly items: number };

/** What came of a step. */
interface Result {
  readonly outcome: ActOutcome;
  /** As it reads now; null when it is not there. */
  readonly device: Device | null;
  /** Events of that device since the step was made. */
  readonly events: readonly LabEvent[];
}

const check = (what: string, expected: string, found: string): Check => ({
  what,
  expected,
  found,
  ok: expected === found,
});

const outcomeCheck = (expected: Expected['outcome'], outcome: ActOutcome): Check => {
  if (outcome.kind === 'gathered') return check('evidence', 'done', 'done');
  const found = outcome.kind === 'refused' ? outcome.errno : outcome.kind;
  const wanted: readonly string[] = typeof expected === 'string' ? [expected] : expected;
  return { what: 'the write', expected: wanted.join(' or '), found, ok: wanted.includes(found) };
};

const told = (fact: Fact<unknown> | undefined): string => {
  const value = fact === undefined ? undefined : known(fact);
  return value === undefined ? 'unknown' : String(value);
};

const named = (fact: Fact<string | null> | undefined, [yes, no]: readonly [string, string]): string => {
  const value = fact === undefined ? undefined : known(fact);
  return value === undefined ? 'unknown' : value === null || value === '' ? no : yes;
};

const rowOf = (judgement: Judgement | undefined, id: string): string =>
  judgement?.rows.find((row) => row.id === id)?.verdict ?? 'no such check';

const evidenceChecks = ({ verdict, rows = {}, lapses }: Expected, events: readonly LabEvent[]): readonly Check[] => {
  const judged = events.findLast((event) => event.kind === 'judged')?.judgement;
  return [
    ...(verdict === undefined ? [] : [check('verdict', verdict, judged?.verdict ?? 'none')]),
    ...Object.entries(rows).map(([id, wanted]) => check(id, wanted, rowOf(judged, id))),
    ...(lapses === undefined
      ? []
      : [check('the verdict before', 'fell', events.some(({ kind }) => kind === 'lapsed') ? 'fell' : 'stands')]),
  ];
};

const ueventChecks = (wanted: Readonly<Record<string, string>>, events: readonly LabEvent[]): readonly Check[] => {
  const uevents = events.filter((event) => event.kind === 'uevent');
  const best = uevents.findLast(({ env }) => Object.keys(wanted).every((key) => env[key] !== undefined));
  return Object.entries(wanted).map(([key, value]) =>
    check(`uevent ${key}`, value, best?.env[key] ?? 'no such uevent'),
  );
};

const tellsOfTrust = (event: LabEvent): boolean => event.kind === 'uevent' && event.env.TRUST !== undefined;

/** Every check of a step, the write's outcome first. */
export const judge = (expected: Expected, { outcome, device, events }: Result): readonly Check[] => {
  const checks: Check[] = [outcomeCheck(expected.outcome, outcome)];
  const facts = device?.facts;
  const { level, driver, tdisp, connected, locked, authorized, uevent, quiet, fall, gone } = expected;
  if (gone !== undefined) checks.push(check('the device', gone ? 'gone' : 'there', device === null ? 'gone' : 'there'));
  if (level !== undefined) checks.push(check('level', String(level), told(facts?.level)));
  if (driver !== undefined) checks.push(check('driver', driver, named(facts?.driver, ['bound', 'none'])));
  if (tdisp !== undefined) checks.push(check('TDISP', tdisp, told(facts?.tdisp)));
  if (connected !== undefined)
    checks.push(check('connected', connected ? 'yes' : 'no', named(facts?.connected, ['yes', 'no'])));
  if (locked !== undefined) checks.push(check('locked', locked ? 'yes' : 'no', named(facts?.locked, ['yes', 'no'])));
  if (authorized !== undefined) checks.push(check('authorized', String(authorized), told(facts?.authorized)));
  if (uevent !== undefined) checks.push(...ueventChecks(uevent, events));
  if (quiet === true) checks.push(check('uevent of trust', 'none', events.some(tellsOfTrust) ? 'one came' : 'none'));
  if (fall !== undefined) {
    const fell = events.findLast((event) => event.kind === 'fall');
    checks.push(
      check('fall', `${fall.from} to ${fall.to}`, fell === undefined ? 'none' : `${fell.from} to ${fell.to}`),
    );
  }
  return [...checks, ...evidenceChecks(expected, events)];
};
