/** The open targets, each isolated from the others, behind one door: a command with its input goes in, an answer comes out. */
import { issueText } from './issueText.js';
import { type Answer, type AppInfo, type CommandName, type Input, inputs } from '../../shared/ipc/contract.js';
import type { Fault } from '../../shared/ipc/fault.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import type { Frame } from '../../shared/ipc/frame.js';
import type { OpeningFrame } from '../../shared/ipc/opening.js';
import { mostRequestBytes } from '../../shared/ipc/socket.js';
import { type Clock, systemClock } from '../session/clock.js';
import { type Journal, openJournal } from '../session/journal.js';
import { cancellable } from '../session/cancellable.js';
import { openSession, type Session } from '../session/session.js';
import type { Opening } from '../wires/opening.js';
import { bareSurroundings, type Surroundings } from './surroundings.js';
import { WireLost, type Wire } from '../wires/wire.js';
import { type EvidenceDesk, noDesk } from './evidenceDesk.js';
import { evidenceHandlers } from './evidenceHandlers.js';
import { createHeld, newName } from './held.js';
import { createOpenings, type Opened } from './openings.js';
import { openSettings } from './settings.js';
import { targetChoices } from './targets.js';

export interface LabOptions {
  /** Opens the wire a URI names. Throws FaultError for what is no target or cannot be opened yet, WireLost when it is not there. */
  readonly openWire: (uri: string, opening: Opening) => Promise<Wire>;
  /** What the machine offers to connect to; nothing when it is not said. */
  readonly surroundings?: Surroundings;
  /** Where evidence is judged; nowhere when it is not said. */
  readonly evidence?: EvidenceDesk;
  /** Folder of journals and settings; null keeps nothing. */
  readonly dataDir: string | null;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Timers, if not the system's. */
  readonly after?: Clock['after'];
  readonly info: AppInfo;
  /** Opens one more window; absent where pages do that themselves. */
  readonly openWindow?: () => void;
}

export interface Lab extends AsyncDisposable {
  /** Opens what every session needs, before the first is asked for. A failure is told when a session then meets it. */
  prepare(): void;
  /** Answers every command; a bad one is answered with `bad-request`, never dropped. Never rejects. */
  handle(command: string, input: unknown): Promise<Answer<CommandName>>;
  /** Nobody is at the window that has this session, until it is heard of again. */
  away(session: string): void;
  /** Frames of all sessions, as they come. */
  onFrame(listener: (frame: Frame) => void): Disposable;
  /** How openings stand, for those that were given an `op`. */
  onOpening(listener: (frame: OpeningFrame) => void): Disposable;
}

type Handlers = { readonly [C in CommandName]: (input: Input<C>) => Answer<C> | Promise<Answer<C>> };

const fail = (kind: Fault['kind'], text: string): { readonly ok: false; readonly fault: Fault } => ({
  ok: false,
  fault: { kind, text },
});

/** Targets that can go and come back: they are reached again by themselves. */
const isFar = /^(ssh|serial|unix):/;

const isCommand = (name: string): name is CommandName => Object.hasOwn(inputs, name);

/** Size of an input as JSON; null for what JSON cannot say. */
const sizeOf = (input: unknown): number | null => {
  try {
    return JSON.stringify(input)?.length ?? null;
  } catch {
    // A cycle or a BigInt: no input of the contract has one.
    return null;
  }
};

export const createLab = (options: LabOptions): Lab => {
  const { openWire, dataDir, info, surroundings = bareSurroundings, evidence = noDesk, openWindow } = options;
  const clock: Clock = { now: options.clock, after: options.after ?? systemClock.after };
  const settings = openSettings(dataDir);
  const held = createHeld();
  const listeners = new Set<(frame: Frame) => void>();
  const hearOpenings = new Set<(frame: OpeningFrame) => void>();
  const openings = createOpenings((frame) => {
    for (const listener of hearOpenings) listener(frame);
  });
  let journal: Promise<Journal> | null = null;

  /** One journal for all sessions, opened with the first; after a failure it is tried again. */
  const journalOf = async (): Promise<Journal> => {
    journal ??= openJournal({ dir: dataDir, clock });
    try {
      return await journal;
    } catch (error) {
      journal = null;
      throw error;
    }
  };

  const send = (frame: Frame): void => {
    for (const listener of listeners) listener(frame);
  };

  const openWith = async (uri: string, opening: Opened): Promise<string> => {
    const reached = cancellable(openWire(uri, opening), opening.signal, (wire) => void wire[Symbol.asyncDispose]());
    const [wire, kept] = await Promise.allSettled([reached, journalOf()]);
    if (wire.status === 'rejected') throw wire.reason;
    if (kept.status === 'rejected') {
      await wire.value[Symbol.asyncDispose]();
      throw kept.reason;
    }
    const id = newName();
    const limitMs = settings.writeLimitMs();
    const session = await openSession({
      id,
      wire: wire.value,
      ...(isFar.test(uri) ? { reopen: (again: Opening) => openWire(uri, again) } : {}),
      journal: kept.value,
      clock,
      send,
      limitMs,
      gatherer: evidence === noDesk ? null : evidence,
      opening,
    });
    opening.settled(id);
    held.add(session, () => settings.opened(uri));
    return id;
  };

  const join = (open: Session, op: string | null): Answer<'session.join'> => {
    const opening = openings.begin(op);
    const session = newName();
    opening.settled(session);
    held.add(open.join(session, opening));
    return { ok: true, result: { session } };
  };

  const startVm = async ({ op, ...choice }: Input<'vm.up'>): Promise<Answer<'vm.up'>> => {
    using opening = openings.begin(op);
    try {
      // One that comes up after the cancel stays up: it is told among those that run.
      const up = cancellable(surroundings.startVm(choice, opening), opening.signal, () => undefined);
      return { ok: true, result: await up };
    } catch (error) {
      opening.failed(error instanceof Error ? error.message : String(error));
      throw error;
    }
  };

  const open = async (uri: string, op: string | null): Promise<Answer<'session.open'>> => {
    const opening = openings.begin(op);
    try {
      return { ok: true, result: { session: await openWith(uri, opening) } };
    } catch (error) {
      opening.failed(error instanceof Error ? error.message : String(error));
      opening[Symbol.dispose]();
      throw error;
    }
  };

  const withSession = async <A>(
    id: string,
    act: (session: Session) => A,
  ): Promise<Awaited<A> | ReturnType<typeof fail>> => {
    const session = held.get(id);
    return session === undefined ? fail('no-session', `No session ${id} is open.`) : await act(session);
  };
  const done = { ok: true, result: {} } as const;

  const handlers: Handlers = {
    'app.info': () => ({ ok: true, result: info }),
    'targets.list': () => ({ ok: true, result: { targets: targetChoices, recent: settings.recent() } }),
    'targets.found': async () => ({ ok: true, result: await surroundings.found() }),
    'vm.up': startVm,
    'settings.get': () => ({ ok: true, result: { settings: settings.get() } }),
    'settings.set': (input) => {
      settings.set(input.settings);
      return done;
    },
    'session.open': ({ uri, op }) => open(uri, op ?? null),
    'opening.answer': ({ op, question, answer }) => ({
      ok: true,
      result: { taken: openings.answer(op, question, answer) },
    }),
    'opening.cancel': ({ op }) => ({ ok: true, result: { cancelled: openings.cancel(op) } }),
    'sessions.list': () => ({ ok: true, result: { sessions: held.open } }),
    'session.join': ({ session, op }) => withSession(session, (open) => join(open, op ?? null)),
    'window.open': () => {
      openWindow?.();
      return { ok: true, result: { opened: openWindow !== undefined } };
    },
    'session.close': ({ session }) =>
      withSession(session, async (open) => {
        await held.close(open);
        return done;
      }),
    'session.ack': ({ session, seq }) =>
      withSession(session, (open) => {
        open.ack(seq);
        return done;
      }),
    'session.write': ({ session, ...write }) => withSession(session, (open) => open.write(write)),
    'session.cancel': ({ session, op }) =>
      withSession(session, (open) => ({ ok: true, result: { cancelled: open.cancel(op) } }) as const),
    'session.read': ({ session, paths }) => withSession(session, (open) => open.read(paths)),
    'session.refresh': ({ session, device }) => withSession(session, (open) => open.refresh(device)),
    'session.gather': ({ session, device, op }) => withSession(session, (open) => open.gather(device, op ?? null)),
    'session.keptEvidence': ({ session, device }) => withSession(session, (open) => open.keptEvidence(device)),
    'session.verdict': ({ session, ...verdict }) => withSession(session, (open) => open.verdict(verdict)),
    'session.arm': ({ session, armed, elevation }) =>
      withSession(session, (open) => open.arm(armed, elevation ?? 'none')),
    'session.rights': ({ session }) => withSession(session, (open) => open.rights()),
    'session.dryRun': ({ session, path, value }) => withSession(session, (open) => open.dryRun({ path, value })),
    'session.watch': ({ session, selected, visible }) =>
      withSession(session, (open) => {
        open.watch({ selected, visible });
        return done;
      }),
    'session.export': ({ session, format }) => withSession(session, (open) => open.export(format)),
    ...evidenceHandlers(evidence),
  };

  const run = async <C extends CommandName>(command: C, input: unknown): Promise<Answer<C>> => {
    const parsed = inputs[command].safeParse(input);
    if (!parsed.success) return fail('bad-request', `${command}: ${issueText(parsed.error.issues[0])}.`);
    return await handlers[command](parsed.data as Input<C>);
  };

  return {
    prepare() {
      // It is tried again, and told, with the first session.
      journalOf().catch(() => undefined);
    },
    async handle(command, input) {
      if (!isCommand(command)) return fail('bad-request', 'There is no such command.');
      const size = sizeOf(input);
      if (size === null) return fail('bad-request', `${command}: the input is not JSON.`);
      if (size > mostRequestBytes)
        return fail('bad-request', `${command}: the input is over ${mostRequestBytes} bytes.`);
      try {
        return await run(command, input);
      } catch (error) {
        if (error instanceof FaultError) return { ok: false, fault: error.fault };
        if (error instanceof WireLost) return fail('target-lost', error.message);
        return fail(
          'internal',
          `This tool failed in ${command}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    },
    away: (session) => held.get(session)?.away(),
    onFrame(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    onOpening(listener) {
      hearOpenings.add(listener);
      return { [Symbol.dispose]: () => void hearOpenings.delete(listener) };
    },
    async [Symbol.asyncDispose]() {
      await held[Symbol.asyncDispose]();
      await evidence[Symbol.asyncDispose]();
      listeners.clear();
      hearOpenings.clear();
      // One that could not be opened has told so already, and holds nothing.
      if (journal !== null) (await journal.catch(() => null))?.[Symbol.dispose]();
    },
  };
};
