/** A requester's line to a device: sends a message, in the clear or sealed, waits for its answer, and keeps both. */
import { concat } from '../bytes/concat.js';
import { type Parsed, parse } from '../bytes/reader.js';
import { u8 } from '../bytes/write.js';
import type { Secrets } from '../secrets.js';
import { type Channel, next, openMessage, readSecured, sealMessage } from '../session/secured.js';
import { codeName, responseCodes } from '../spdm/codes.js';
import { readHeader } from '../spdm/header.js';
import { readSpdmError } from '../spdm/passing.js';
import { readDoe } from '../transport/doe.js';
import { writeDoe } from '../transport/writeDoe.js';
import type { HeardMessage, Passed } from './collection.js';

/** Brings a DOE object to a device, and the device's object back. Rejects when the device is lost. */
export type Carry = (object: Uint8Array) => Promise<Uint8Array>;

/** Ends a step; turned into data by whoever began it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export interface LineOptions {
  readonly carry: Carry;
  readonly secrets: Secrets;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface SecuredLine {
  readonly number: number;
  readonly outgoing: Channel;
  readonly incoming: Channel;
}

/** How often a busy device is asked again. */
const mostTries = 8;
const busy = 0x03;

export class Line {
  readonly passed: Passed[] = [];
  readonly heard: HeardMessage[] = [];
  /** Set: what is asked goes sealed. */
  session: SecuredLine | null = null;
  readonly #options: LineOptions;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  #pass(sent: boolean, object: Uint8Array): void {
    this.passed.push({ sent, time: this.#options.now(), object });
  }

  #hear(bytes: Uint8Array, secured: boolean): void {
    const number = this.passed.length;
    this.heard.push({
      number,
      bytes,
      secured,
      range: { source: `message ${number}`, offset: 0, length: bytes.length },
    });
  }

  async #exchange(message: Uint8Array): Promise<Uint8Array> {
    const { carry, secrets } = this.#options;
    const { session } = this;
    const payload =
      session === null
        ? message
        : sealMessage({ session: session.number, channel: session.outgoing, message }, secrets);
    const object = writeDoe(session === null ? 'spdm' : 'secured', payload);
    this.#pass(true, object);
    this.#hear(message, session !== null);
    const back = await carry(object);
    this.#pass(false, back);
    const read = parse(back, readDoe);
    if (!read.ok) throw new Stopped(`The answer is no DOE object: ${told(read)}.`);
    if (session === null || read.value.type !== 'secured') {
      this.#hear(read.value.payload, false);
      return read.value.payload;
    }
    const record = parse(read.value.payload, readSecured);
    const opened = record.ok ? openMessage(record.value, session.incoming, secrets) : null;
    if (opened === null) throw new Stopped('The answer in the session does not open.');
    this.session = { ...session, outgoing: next(session.outgoing), incoming: next(session.incoming) };
    this.#hear(opened, true);
    return opened;
  }

  /** The answer, which has this code; perhaps with padding behind it. Throws {@link Stopped} for an ERROR or anything else. */
  async ask(message: Uint8Array, code: number): Promise<Uint8Array> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#exchange(message);
      const header = parse(answer, readHeader);
      if (!header.ok) throw new Stopped(`The answer is no SPDM message: ${told(header)}.`);
      if (header.value.code === code) return answer;
      if (header.value.code !== responseCodes.ERROR)
        throw new Stopped(`${codeName(code)} was awaited; the device answered ${codeName(header.value.code)}.`);
      if (header.value.param1 === busy && tries < mostTries) continue;
      const error = readError(answer);
      throw new Stopped(`The device refused ${codeName(message[1] ?? 0)}: ${error}.`);
    }
  }
}

const readError = (answer: Uint8Array): string => {
  const read = parse(answer, (reader) => readSpdmError(reader, readHeader(reader)));
  return read.ok ? read.value.name : 'for a reason that cannot be read';
};

/** Where a record stopped making sense, in words. */
export const told = (read: Extract<Parsed<unknown>, { ok: false }>): string =>
  `at byte ${read.at}, expected ${read.expected}, found ${read.found}`;

/** The value, or {@link Stopped} with what was expected where. */
export const must = <T>(what: string, read: Parsed<T>): { readonly value: T; readonly length: number } => {
  if (!read.ok) throw new Stopped(`${what} cannot be read: ${told(read)}.`);
  return read;
};

/** SPDM's four bytes, and what follows. */
export const request = (
  [version, code, param1 = 0, param2 = 0]: readonly [number, number, number?, number?],
  ...body: readonly Uint8Array[]
): Uint8Array => concat(u8(version), u8(code), u8(param1), u8(param2), ...body);
