/** One open target: what is seen of it, what is done to it, and what is told to the window. */
import { grouped } from '../../shared/facts/grouped.js';
import { noRadius, ownBranchOf } from '../../shared/facts/radius.js';
import type { Elevation } from '../../shared/facts/rights.js';
import type { LabEvent } from '../../shared/facts/event.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Answer, CommandName, Input } from '../../shared/ipc/contract.js';
import type { Fault } from '../../shared/ipc/fault.js';
import type { Frame, SessionStatus } from '../../shared/ipc/frame.js';
import type { DevicePath } from '../../shared/model/device.js';
import { exportSession } from '../../shared/export/exportSession.js';
import type { Opening } from '../wires/opening.js';
import type { Wire } from '../wires/wire.js';
import { withRelatives } from './affected.js';
import { createCauses } from './causes.js';
import { createArming } from './arming.js';
import type { Clock } from './clock.js';
import { createDesk } from './desk.js';
import { firstLook } from './firstLook.js';
import { createGatherStep } from './gather.js';
import type { Gatherer } from './gatherer.js';
import { guard } from './guard.js';
import type { Journal } from './journal.js';
import { type Looked, startRounds } from './rounds.js';
import { atSeat } from './atSeat.js';
import { createOutbox, type Outbox } from './outbox.js';
import { createSeats } from './seats.js';
import { tellSnapshot } from './preflight.js';
import { readKept } from './kept.js';
import { readWithin } from './limited.js';
import { isSafeToRead, sysPathOf } from './sysPath.js';
import { restsOn } from './rest.js';
import { createReturn } from './resume.js';
import { switchable } from './switchable.js';
import { createVerdicts } from './verdicts.js';
import { startWatch, subscribe } from './watch.js';
import { createWriter } from './write.js';

/** Input of a session's command, without the session it is for. */
type For<C extends CommandName> = Omit<Input<C>, 'session'>;

/** What all windows of a session share. Numbers of frames in its answers are those of the first window's. */
export interface OpenTarget extends Shared {
  /** What the windows look at, to be read again by the clock. */
  look(looked: readonly Looked[]): void;
  /** The newest events, for a window that was away or is new. */
  past(): readonly LabEvent[];
  readonly events: number;
  close(): Promise<void>;
}

interface Shared {
  /** Its name in the journal, the same in every window. */
  readonly name: string;
  readonly uri: string;
  readonly title: string;
  write(input: For<'session.write'>): Promise<Answer<'session.write'>>;
  cancel(op: string): boolean;
  read(paths: readonly string[]): Promise<Answer<'session.read'>>;
  refresh(device: string | null): Promise<Answer<'session.refresh'>>;
  gather(device: string, op: string | null): Promise<Answer<'session.gather'>>;
  keptEvidence(device: string): Promise<Answer<'session.keptEvidence'>>;
  verdict(input: For<'session.verdict'>): Answer<'session.verdict'>;
  arm(armed: boolean, elevation: Elevation): Promise<Answer<'session.arm'>>;
  rights(): Promise<Answer<'session.rights'>>;
  dryRun(write: { readonly path: string; readonly value: string }): Promise<Answer<'session.dryRun'>>;
  export(format: 'text' | 'jsonl'): Answer<'session.export'>;
}

/** An open target as one window holds it; disposing the last of them closes the target. */
export interface Session extends Shared, AsyncDisposable {
  /** This window's name for it. */
  readonly id: string;
  /** Sends the first frame. Not sooner than the answer that names the session. */
  start(): void;
  ack(seq: number): void;
  /** What this person looks at. */
  watch(looked: Looked): void;
  /** The same target for one more window, with all that happened so far. */
  join(id: string, opening: Opening & Disposable): Session;
  /** Nobody is at this window until it is heard of again: writes are held back, unless somebody is at another. */
  away(): void;
}

export interface SessionOptions {
  readonly id: string;
  readonly wire: Wire;
  /** Opens the target anew after it was lost; absent where that makes no sense. */
  readonly reopen?: (opening: Opening) => Promise<Wire>;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly send: (frame: Frame) => void;
  /** How long a write or a look may take, in milliseconds. */
  readonly limitMs: number;
  /** Who gathers and judges evidence; null where nobody does. */
  readonly gatherer?: Gatherer | null;
  /** Whoever waits for it: is told what the first sweep found, and may cancel. The session ends it with itself. */
  readonly opening: Opening & Disposable;
}

/** Events that are sent again, or exported, at most. */
const mostEvents = 1_000_000;
const mostAgain = 20_000;

const failed = (kind: Fault['kind'], text: string): { readonly ok: false; readonly fault: Fault } => ({
  ok: false,
  fault: { kind, text },
});

/** What the person must know while the disk does not take what happens. */
const troubleOf = ({ trouble, lost, spill }: Journal): string | null => {
  const given = lost === 0 ? '' : ` ${grouped(lost)} rows were given up, because too many waited.`;
  const kept = spill === null ? 'in memory, and is lost when Lockstep ends before that' : `in ${spill} until then`;
  if (trouble !== null) return `${trouble.message} What happens is kept ${kept}.${given}`;
  return given === '' ? null : given.trim();
};

/** Takes the wire over, sweeps it, and records what is there. Throws WireLost when the target goes meanwhile, FaultError when it is cancelled or given up; the wire is disposed then. */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const { id, reopen = null, gatherer = null, journal, clock, send, limitMs, opening } = options;

  const wire = switchable(options.wire);
  const closing = new AbortController();
  const life = closing.signal;
  const notices = subscribe(wire, life);
  const mirror = await firstLook({ wire, clock, opening, life }).catch(async (error: unknown) => {
    closing.abort();
    await wire[Symbol.asyncDispose]();
    throw error;
  });
  tellSnapshot(opening, mirror.snapshot);
  const { uri, title } = wire;
  const recorded = journal.begin({ id, uri, title, openedAt: clock.now() });

  const status = (): SessionStatus => ({
    state: desk.lost === null ? 'live' : 'lost',
    lostAt: desk.lost?.at ?? null,
    lostWhy: desk.lost === null ? null : `${desk.lost.why}${back.trying ? ' It is being tried again.' : ''}`,
    writes: wire.harmless ? 'harmless' : arming.armed ? 'armed' : 'disarmed',
    journal: journal.trouble?.message ?? journal.note ?? journal.file,
    journalTrouble: troubleOf(journal),
    journalNote: journal.note,
    events: desk.events,
  });
  const { keep } = journal;
  const seats = createSeats(life);
  const outbox = seats.outlet;
  const outboxOf = (window: string, dropped: number): Outbox =>
    createOutbox({ session: window, clock, send, status, keep, snapshot: () => mirror.snapshot, dropped });
  const first = outboxOf(id, 0);
  seats.add({ id, outbox: first, opening });
  const arming = createArming({
    wire,
    changed: (kind, text) => {
      desk.note({ kind, device: null, text }, null);
      outbox.status();
    },
  });
  const back = createReturn({
    ...{ wire, reopen, opening: seats.opening, clock, life },
    parts: () => ({ desk, watch, rounds }),
    disarm: arming.disarm,
  });
  const telling = journal.onChange(() => outbox.status());
  const desk = createDesk({
    wire,
    clock,
    mirror,
    causes: createCauses(),
    outbox,
    journal: recorded,
    life,
    limitMs,
    onLost: back.lost,
    onEvent: (event) => verdicts.hear(event),
  });
  const verdicts = createVerdicts(desk.note);

  const text = [`${title} (${uri})`, ...(journal.note === null ? [] : [journal.note])].join('. ');
  desk.note({ kind: 'opened', device: null, text }, null);
  recorded.snapshot({ kind: 'full', snapshot: mirror.snapshot }, mirror.snapshot.at);
  outbox.full();
  const watch = startWatch(desk, notices);
  const rounds = startRounds(desk);
  const writer = createWriter({
    desk,
    watch,
    journal,
    guard: async ({ ownBranch, path, value }) => {
      const { harmless } = wire;
      const unfounded = restsOn(verdicts, mirror.snapshot, { path, value });
      if (unfounded !== null) return unfounded;
      // A dry run first: only it knows what stands on the device. Nobody needs one of a write that is held anyway.
      const radius = harmless || !arming.armed ? noRadius : await wire.radius(path, value);
      return guard({ harmless, armed: arming.armed, ownBranch, touches: ownBranchOf(radius) });
    },
  });

  const lostFault = (): { readonly ok: false; readonly fault: Fault } | null =>
    desk.lost === null ? null : failed('target-lost', `The target is lost: ${desk.lost.why}`);
  const find = (path: string): Snapshot['devices'][DevicePath] | undefined =>
    Object.hasOwn(mirror.snapshot.devices, path) ? mirror.snapshot.devices[path as DevicePath] : undefined;
  const gathering = createGatherStep({ desk, verdicts, gatherer, find, mayWrite: () => wire.harmless || arming.armed });
  const noDevice = (path: string) => failed('bad-request', `No device ${JSON.stringify(path)} is there.`);

  const target: OpenTarget = {
    name: id,
    uri,
    title,
    past: () => recorded.last(mostAgain),
    get events() {
      return desk.events;
    },
    write: writer.write,
    cancel: (op) => writer.cancel(op) || gathering.cancel(op),
    async read(asked) {
      const lost = lostFault();
      if (lost !== null) return lost;
      const paths = asked.map(sysPathOf);
      const wrong = asked.find((_, index) => paths[index] === null || !isSafeToRead(paths[index] ?? ''));
      if (wrong !== undefined)
        return failed(
          'bad-path',
          `${JSON.stringify(wrong)} is not read: it leads out of sysfs, or reading it does harm.`,
        );
      try {
        const readings = await readWithin(
          wire,
          paths.filter((path) => path !== null),
          { clock, limitMs, life },
        );
        for (const [path, reading] of Object.entries(readings)) {
          desk.note(
            {
              kind: 'read',
              device: null,
              path,
              result: 'value' in reading ? reading.value.slice(0, 400) : reading.errno,
            },
            null,
          );
        }
        return { ok: true, result: { readings, seq: outbox.flush() } };
      } catch (error) {
        desk.fail(error);
        return lostFault() ?? failed('target-lost', 'The session is closing.');
      }
    },
    async refresh(device) {
      const found = device === null ? null : find(device);
      if (found === undefined) return noDevice(device ?? '');
      desk.note(
        { kind: 'read', device: found?.path ?? null, path: found?.path ?? 'devices', result: 'read again' },
        null,
      );
      await desk.look(found === null ? null : new Set(withRelatives(found.path, mirror.folders)), null);
      return lostFault() ?? { ok: true, result: { seq: outbox.flush() } };
    },
    gather: gathering.gather,
    keptEvidence: (path) => readKept({ desk, find }, path),
    verdict({ device: path, verdict, author, reason }) {
      const device = find(path);
      if (device === undefined) return noDevice(path);
      const event = desk.note({ kind: 'verdict', device: device.path, verdict, author, reason }, null);
      return { ok: true, result: { event, seq: outbox.flush() } };
    },
    async arm(wanted, elevation) {
      const fault = wire.harmless ? null : await arming.set(wanted, elevation);
      if (fault !== null) return { ok: false, fault };
      outbox.status();
      return { ok: true, result: { seq: outbox.flush() } };
    },
    async rights() {
      return lostFault() ?? { ok: true, result: await wire.rights() };
    },
    async dryRun({ path: asked, value }) {
      const path = sysPathOf(asked);
      if (path === null) return failed('bad-path', `${JSON.stringify(asked)} does not lead below sysfs.`);
      return lostFault() ?? { ok: true, result: await wire.radius(path, value) };
    },
    look: rounds.look,
    export(format) {
      const text = exportSession({ title, uri, events: recorded.last(mostEvents), snapshot: mirror.snapshot }, format);
      return { ok: true, result: { name: `lockstep-${id}.${format === 'text' ? 'txt' : 'jsonl'}`, text } };
    },
    async close() {
      rounds[Symbol.dispose]();
      desk.note({ kind: 'closed', device: null, text: title }, null);
      closing.abort();
      telling[Symbol.dispose]();
      recorded.close(clock.now());
      await wire[Symbol.asyncDispose]();
    },
  };
  return atSeat({ id, target, seats, outboxOf }, first);
};
