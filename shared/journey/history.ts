/** What this session's events say about one device's path: what was done when, and what a newer lock or a loss made stale (R13, R31). */
import type { EvidenceItem, LabEvent, WriteOutcome } from '../facts/event.js';
import type { Judgement } from '../facts/judgement.js';
import type { Standing } from './hold.js';
import { injectFolder } from './refused.js';
import type { DevicePath } from '../model/device.js';

type Of<K extends LabEvent['kind']> = Extract<LabEvent, { kind: K }>;

/** A write with how it ended; `outcome` null while it runs. */
export interface Written {
  readonly write: Of<'write'>;
  readonly outcome: WriteOutcome | null;
}

export interface History {
  /** Id of the event that began the present lock or connection; 0 when it was there before this session. */
  readonly since: number;
  /** Evidence gathered since then, or null. */
  readonly gathered: { readonly at: number; readonly items: readonly EvidenceItem[] } | null;
  /** The tool's own verdict on that evidence, or null where it could not check. */
  readonly judged: { readonly event: number; readonly at: number; readonly judgement: Judgement } | null;
  /** What the tool's last verdict fell with, where nothing was gathered since; else null. */
  readonly lapsed: { readonly at: number; readonly text: string } | null;
  /** What the tool's last verdict has come to, whatever was gathered since; null where there was none. */
  readonly standing: Standing | null;
  /** The person's verdict on that evidence, or null. */
  readonly verdict: {
    readonly at: number;
    readonly verdict: 'accept' | 'reject';
    readonly author: string;
    readonly reason: string;
  } | null;
  /** True when evidence or a verdict exist that an event after them made stale. */
  readonly stale: boolean;
  /** When a fact last came to read as it does now, by fact name. */
  readonly changedAt: ReadonlyMap<string, number>;
  /** The driver this session last saw bound here, or null. */
  readonly lastDriver: string | null;
  /** When this session last saw the driver go, or null. */
  readonly unboundAt: number | null;
  /** The last write to this device, or null. */
  readonly last: Written | null;
}

interface Found {
  readonly judged: Of<'judged'> | null;
  readonly lapsed: Of<'lapsed'> | null;
}

/** Newest first: the last verdict, and what it fell with if it did. */
const standingAfter = (found: Found, event: LabEvent): Found => {
  if (found.judged !== null) return found;
  if (event.kind === 'judged') return { ...found, judged: event };
  return event.kind === 'lapsed' && found.lapsed === null ? { ...found, lapsed: event } : found;
};

const standingOf = ({ judged, lapsed }: Found): Standing | null =>
  judged === null
    ? null
    : {
        policy: judged.judgement.policy,
        collection: judged.judgement.collection,
        fell: lapsed?.verdict === judged.id ? lapsed.text : null,
      };

/** A `change` says `none` for no driver, and nothing for one that is not known. */
const named = (text: string | null): string | null => (text === 'none' ? null : text);

const locks = (event: LabEvent): boolean => {
  if (event.kind === 'fall') return true;
  if (event.kind !== 'change') return false;
  // Gathering raises the evidence generation too, so only a new lock, connection, session or interface state counts.
  if (event.fact === 'locked' || event.fact === 'connected') return true;
  if (event.fact === 'spdmSession') return event.to === 'no';
  if (event.fact === 'tdisp')
    return event.to === 'CONFIG_LOCKED' || event.to === 'CONFIG_UNLOCKED' || event.to === 'ERROR';
  return event.fact === 'link' && event.to === 'lost';
};

const relocked = (event: LabEvent): boolean =>
  (event.kind === 'uevent' && event.env.TRUST_REASON === 'relock') ||
  (event.kind === 'netlink' && event.attrs.reason === 'relock');

/** True for what ends the worth of evidence and verdicts: an unlock, a loss, a fall, a new lock or connection (R21, R31), and what the tool's own verdict fell with (R29). */
export const startsOver = (event: LabEvent): boolean => event.kind === 'lapsed' || locks(event) || relocked(event);

/** True for the type of the device's IOMMU group being written, which names no device: it is the group's. Its outcome names none either. */
const isOfGroup = (event: LabEvent, group: string | null): boolean =>
  group !== null &&
  event.device === null &&
  (event.kind === 'outcome' || (event.kind === 'write' && event.path === `kernel/iommu_groups/${group}/type`));

/** Reads the events of one device and of its IOMMU group (`group`, its number, or null), newest first, in one pass. */
export const historyOf = (events: readonly LabEvent[], device: DevicePath, group: string | null = null): History => {
  let since = 0;
  let gathered: Of<'gathered'> | null = null;
  let verdict: Of<'verdict'> | null = null;
  let judged: Of<'judged'> | null = null;
  let lapsed: Of<'lapsed'> | null = null;
  let found: Found = { judged: null, lapsed: null };
  let stale = false;
  let lastDriver: string | null = null;
  let unboundAt: number | null = null;
  let last: Of<'write'> | null = null;
  const outcomes = new Map<number, WriteOutcome>();
  const changedAt = new Map<string, number>();
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event === undefined || (event.device !== device && !isOfGroup(event, group))) continue;
    found = standingAfter(found, event);
    if (event.kind === 'lapsed' && gathered === null) lapsed ??= event;
    if (since === 0 && startsOver(event)) since = event.id;
    if (event.kind === 'outcome' && event.cause !== null && last === null) outcomes.set(event.cause.id, event.outcome);
    else if (event.kind === 'write' && last === null && !event.path.startsWith(injectFolder)) last = event;
    else if (event.kind === 'change') {
      if (!changedAt.has(event.fact)) changedAt.set(event.fact, event.seenAt);
      if (event.fact === 'driver') {
        lastDriver ??= named(event.to) ?? named(event.from);
        if (event.to === 'none') unboundAt ??= event.seenAt;
      }
    } else if (event.kind === 'judged') {
      if (since === 0 && gathered === null) judged ??= event;
    } else if (event.kind === 'gathered' || event.kind === 'verdict') {
      if (since !== 0) stale ||= gathered === null;
      else if (event.kind === 'gathered') gathered ??= event;
      // A verdict is on the evidence before it: one that is older than the last gathering says nothing about it.
      else if (gathered === null) verdict ??= event;
    }
  }
  return {
    since,
    gathered: gathered === null ? null : { at: gathered.seenAt, items: gathered.items },
    judged:
      gathered === null || judged === null
        ? null
        : { event: judged.id, at: judged.seenAt, judgement: judged.judgement },
    lapsed: lapsed === null ? null : { at: lapsed.seenAt, text: lapsed.text },
    standing: standingOf(found),
    verdict:
      gathered === null || verdict === null
        ? null
        : { at: verdict.seenAt, verdict: verdict.verdict, author: verdict.author, reason: verdict.reason },
    stale,
    changedAt,
    lastDriver,
    unboundAt,
    last: last === null ? null : { write: last, outcome: outcomes.get(last.id) ?? null },
  };
};
