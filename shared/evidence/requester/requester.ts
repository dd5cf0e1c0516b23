/** Drives a device step by step, as a TSM does: connect, gather, lock, start, stop, end; and keeps what it brought. */
import type { Cryptography } from '../cryptography.js';
import type { Secrets } from '../secrets.js';
import type { Version } from '../spdm/codes.js';
import type { InterfaceId } from '../tdisp/message.js';
import { type Asking, challenge, measure } from './attest.js';
import type { Collection, HeldInterface, Stop } from './collection.js';
import { type Connection, connect } from './connect.js';
import { fetchReport, greet, type InterfaceLine, lock, start, stateOf, stop } from './interface.js';
import { type Carry, Line, Stopped } from './line.js';
import { endSession, openSession } from './openSession.js';

export interface RequesterOptions {
  readonly carry: Carry;
  readonly secrets: Secrets;
  readonly cryptography: Cryptography;
  /** Secret, 32 bytes, another for each requester: session keys are made from it. */
  readonly seed: Uint8Array;
  /** The verifier's, 32 bytes, another for each generation of evidence. */
  readonly nonce: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly target: InterfaceId;
  /** Whole pages. */
  readonly mmioOffset?: bigint;
  readonly asking?: Asking;
  readonly versions?: readonly Version[];
}

/** Null when the step was taken. */
export type Outcome = Stop | null;

export class Requester {
  readonly #options: RequesterOptions;
  readonly #line: Line;
  #connection: Connection | null = null;
  #session: number | null = null;
  #interface: HeldInterface | null = null;
  #stopped: Stop | null = null;

  constructor(options: RequesterOptions) {
    this.#options = options;
    this.#line = new Line(options);
  }

  get collection(): Collection {
    const { passed, heard } = this.#line;
    return {
      passed: [...passed],
      heard: [...heard],
      nonce: this.#options.nonce,
      session: this.#session,
      interface: this.#interface,
      stopped: this.#stopped,
    };
  }

  /** What the device says no to, and what it garbles, is an outcome; a lost device is not. */
  async #step(at: string, take: () => Promise<void>): Promise<Outcome> {
    try {
      await take();
      this.#stopped = null;
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      this.#stopped = { at, why: error.message };
    }
    return this.#stopped;
  }

  #connected(): Connection {
    if (this.#connection === null) throw new Stopped('There is no connection yet.');
    return this.#connection;
  }

  #held(): InterfaceLine {
    return { line: this.#line, connection: this.#connected(), target: this.#options.target };
  }

  async #measure(): Promise<void> {
    const { nonce, asking = 'all at once' } = this.#options;
    await measure(this.#line, this.#connected(), { nonce, asking });
  }

  /** Set-up, chain, challenge and measurements, in the clear. */
  gather(): Promise<Outcome> {
    return this.#step('gather', async () => {
      this.#connection = await connect(this.#line, this.#options.versions);
      await challenge(this.#line, this.#connection, this.#options.nonce);
      await this.#measure();
    });
  }

  openSession(): Promise<Outcome> {
    return this.#step('session', async () => {
      this.#session = await openSession(this.#line, this.#connected(), this.#options);
    });
  }

  /** Locks the interface, then reads its report and measures again, inside the session. */
  lock(): Promise<Outcome> {
    return this.#step('lock', async () => {
      const { mmioOffset = 0n } = this.#options;
      const held = this.#held();
      await greet(held);
      const lockedAt = this.#line.heard.length;
      const nonce = await lock(held, mmioOffset);
      this.#interface = { nonce, mmioOffset, report: null, state: 'CONFIG_LOCKED', lockedAt };
      const report = await fetchReport(held);
      this.#interface = { ...this.#interface, report, state: await stateOf(held) };
      await this.#measure();
    });
  }

  /** Looks at an interface that somebody else locked: its state, its report, and the measurements as they are in the session. */
  examine(): Promise<Outcome> {
    return this.#step('examine', async () => {
      const { mmioOffset = 0n } = this.#options;
      const held = this.#held();
      await greet(held);
      const lockedAt = this.#line.heard.length;
      const state = await stateOf(held);
      this.#interface = { nonce: null, mmioOffset, report: null, state, lockedAt };
      // Of an interface that is not held there is no report.
      if (state === 'CONFIG_LOCKED' || state === 'RUN')
        this.#interface = { ...this.#interface, report: await fetchReport(held) };
      await this.#measure();
    });
  }

  start(): Promise<Outcome> {
    return this.#step('start', async () => {
      const held = this.#held();
      const nonce = this.#interface?.nonce ?? null;
      if (this.#interface === null || nonce === null) throw new Stopped('Nothing was locked by this requester.');
      await start(held, nonce);
      this.#interface = { ...this.#interface, state: await stateOf(held) };
    });
  }

  stop(): Promise<Outcome> {
    return this.#step('stop', async () => {
      const held = this.#held();
      await stop(held);
      if (this.#interface !== null) this.#interface = { ...this.#interface, state: await stateOf(held) };
    });
  }

  end(): Promise<Outcome> {
    return this.#step('end', () => endSession(this.#line, this.#connected()));
  }
}

/** How far to go. */
export type Until = 'measurements' | 'session' | 'lock' | 'start';

const order: readonly Until[] = ['measurements', 'session', 'lock', 'start'];

/** Takes the steps in their order, up to one of them or to the first that fails; nothing is stopped or ended. */
export const collect = async (requester: Requester, until: Until): Promise<Collection> => {
  const steps: Readonly<Record<Until, () => Promise<Outcome>>> = {
    measurements: () => requester.gather(),
    session: () => requester.openSession(),
    lock: () => requester.lock(),
    start: () => requester.start(),
  };
  for (const step of order.slice(0, order.indexOf(until) + 1)) if ((await steps[step]()) !== null) break;
  return requester.collection;
};
