/** Reads a little-endian record field by field, remembers where each stood, and says what was expected at which byte when it does not fit. */
import type { Field } from './field.js';
import { shortHex } from './hex.js';

/** Where a record stopped making sense. Thrown inside parsers only; {@link parse} turns it into data. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
  constructor(
    readonly at: number,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`at byte ${at}: expected ${expected}, found ${found}`);
  }
}

export type Parsed<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly fields: readonly Field[] /** Bytes it took. */;
      readonly length: number;
    }
  | {
      readonly ok: false;
      readonly at: number;
      readonly expected: string;
      readonly found: string;
      /** What was read before it. */
      readonly fields: readonly Field[];
    };

/** In words, for a number: its name, its flags. */
export type Say = (value: number) => string;

const number: Say = (value) => String(value);

/** As the specifications write it. */
export const asHex =
  (digits: number): Say =>
  (value) =>
    `0x${value.toString(16).padStart(digits, '0')}`;

/** Records in a record, and elements of a list, at most: hostile input must not make a view of a million rows. */
const mostFields = 20_000;

export class Reader {
  readonly #view: DataView;
  readonly #end: number;
  #at: number;
  #fields: Field[] = [];
  #count = 0;

  constructor(
    readonly bytes: Uint8Array,
    start = 0,
    end = bytes.length,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
    this.#end = end;
  }

  /** Where the next field starts. */
  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.#end - this.#at;
  }

  get fields(): readonly Field[] {
    return this.#fields;
  }

  #take(length: number, name: string): number {
    if (length < 0 || length > this.left) {
      throw new Malformed(this.#at, `${name}, ${length} bytes`, `${this.left} bytes before the end`);
    }
    const at = this.#at;
    this.#at += length;
    return at;
  }

  #keep(field: Field): void {
    this.#count += 1;
    if (this.#count > mostFields) throw new Malformed(field.offset, `at most ${mostFields} fields`, 'more');
    this.#fields.push(field);
  }

  #number(name: string, length: number, say: Say): number {
    const at = this.#take(length, name);
    let value = 0;
    for (let byte = length - 1; byte >= 0; byte -= 1) value = value * 256 + (this.bytes[at + byte] ?? 0);
    this.#keep({ name, offset: at, length, text: say(value), fields: [] });
    return value;
  }

  u8(name: string, say: Say = number): number {
    return this.#number(name, 1, say);
  }

  u16(name: string, say: Say = number): number {
    return this.#number(name, 2, say);
  }

  u24(name: string, say: Say = number): number {
    return this.#number(name, 3, say);
  }

  u32(name: string, say: Say = number): number {
    return this.#number(name, 4, say);
  }

  u64(name: string): bigint {
    const at = this.#take(8, name);
    const value = this.#view.getBigUint64(at, true);
    this.#keep({ name, offset: at, length: 8, text: `0x${value.toString(16)}`, fields: [] });
    return value;
  }

  /** A view of the bytes, not a copy. */
  take(name: string, length: number, say: (bytes: Uint8Array) => string = shortHex): Uint8Array {
    const at = this.#take(length, name);
    const bytes = this.bytes.subarray(at, at + length);
    if (length > 0) this.#keep({ name, offset: at, length, text: say(bytes), fields: [] });
    return bytes;
  }

  rest(name: string): Uint8Array {
    return this.take(name, this.left);
  }

  /** Fields that belong together, under one name. `say` gives the text of the whole. */
  group<T>(name: string, read: () => T, say: (value: T) => string = () => ''): T {
    const outer = this.#fields;
    const offset = this.#at;
    this.#fields = [];
    try {
      const value = read();
      outer.push({ name, offset, length: this.#at - offset, text: say(value), fields: this.#fields });
      return value;
    } catch (error) {
      // What was read of it stays to be seen.
      outer.push({ name, offset, length: this.#at - offset, text: 'cut off', fields: this.#fields });
      throw error;
    } finally {
      this.#fields = outer;
    }
  }

  /** Stops at the byte where the next field would start. */
  refuse(expected: string, found: string, at = this.#at): never {
    throw new Malformed(at, expected, found);
  }
}

/** Runs a parser over `bytes`; never throws for what is in them. */
export const parse = <T>(bytes: Uint8Array, read: (reader: Reader) => T): Parsed<T> => {
  const reader = new Reader(bytes);
  try {
    const value = read(reader);
    return { ok: true, value, fields: reader.fields, length: reader.at };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { ok: false, at: error.at, expected: error.expected, found: error.found, fields: reader.fields };
  }
};
