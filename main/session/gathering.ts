/** Gathers a device's evidence: through its mailbox, or its security manager's, where the target carries objects; else only what attributes say. */
import type { Carried, Gathered } from '../../shared/evidence/gathering.js';
import { functionIdOf } from '../../shared/evidence/tdisp/functionId.js';
import { barsOfResource } from '../../shared/evidence/tdisp/resource.js';
import type { Device } from '../../shared/facts/device.js';
import { known } from '../../shared/facts/fact.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { managerOf } from '../../shared/journey/manager.js';
import { type Mailbox, MailboxRefused, type Wire } from '../wires/wire.js';
import type { Clock } from './clock.js';
import type { Gatherer } from './gatherer.js';
import { readWithin, within } from './limited.js';

export interface GatherPlace {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly limitMs: number;
  readonly gatherer: Gatherer | null;
}

/** What came of it: evidence that was judged, or why there is none, in one phrase. */
export type Brought =
  | { readonly kind: 'judged'; readonly gathered: Gathered }
  | { readonly kind: 'none'; readonly why: string };

const none = (why: string): Brought => ({ kind: 'none', why });

/** One object and its answer, within the limit. A mailbox that says no, or nothing, is an answer of its kind; a lost wire is none. */
const carryOver = async (
  mailbox: Mailbox,
  object: Uint8Array,
  { clock, limitMs, signal }: Pick<GatherPlace, 'clock' | 'limitMs'> & { readonly signal: AbortSignal },
): Promise<Carried> => {
  const giveUp = new AbortController();
  const asked = mailbox.exchange(object, AbortSignal.any([signal, giveUp.signal])).then(
    (answer): Carried => ({ ok: true, object: answer }),
    (error: unknown): Carried => {
      if (error instanceof MailboxRefused) return { ok: false, why: error.message };
      throw error;
    },
  );
  const settled = asked.then(
    () => undefined,
    () => undefined,
  );
  if (await within(settled, limitMs, clock)) return asked;
  giveUp.abort();
  return { ok: false, why: `no answer within ${limitMs} ms` };
};

const barsFor = async ({ wire, clock, limitMs }: GatherPlace, { path }: Device, life: AbortSignal) => {
  const file = `${path}/resource`;
  const reading = (await readWithin(wire, [file], { clock, limitMs, life }))[file];
  return reading !== undefined && 'value' in reading ? barsOfResource(reading.value) : null;
};

/** `vendor:device` in hex; '' where it is not known. */
const idsOf = ({ readings }: Device): string => {
  const digits = ['vendor', 'device'].map((file) => {
    const reading = readings[file];
    return reading !== undefined && 'value' in reading ? reading.value.replace(/^0x/, '') : null;
  });
  return digits.includes(null) ? '' : digits.join(':');
};

/** Rejects with WireLost, and with the signal's reason. */
export const gatherFrom = async (
  place: GatherPlace,
  { device, snapshot, signal }: { readonly device: Device; readonly snapshot: Snapshot; readonly signal: AbortSignal },
): Promise<Brought> => {
  const { wire, gatherer } = place;
  const target = functionIdOf(device.id);
  if (wire.mailbox === undefined || gatherer === null || target === null)
    return none('this target carries no objects to its mailbox');
  const speaker = managerOf(snapshot, device)?.device ?? device;
  const opened = await wire.mailbox(speaker.path, signal);
  if (opened === null) return none(`the target offers no mailbox of ${speaker.id}`);
  await using mailbox = opened;
  const locked = known(device.facts.locked) ?? null;
  const wanted = {
    // A person's own time, as everything else they see: `14:02:07`.
    name: `${device.id} ${new Date(place.clock.now()).toTimeString().slice(0, 8)}`,
    target,
    ids: idsOf(device),
    bars: await barsFor(place, device, signal),
    tdisp: locked === null ? null : (known(device.facts.tdisp) ?? null),
  };
  const carry = (object: Uint8Array): Promise<Carried> => carryOver(mailbox, object, { ...place, signal });
  return { kind: 'judged', gathered: await gatherer.gather(wanted, { carry, signal }) };
};
