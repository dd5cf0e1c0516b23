/** Makes the agent's frames again out of what `fold.awk` on the far side made of them. Knows what it knows: what was sent last time. */
import { gunzipSync } from 'node:zlib';
import { cksum } from '../shell/crc.js';

/** Bytes that one answer may have once it is unpacked. */
const mostBytes = 64 * 1024 * 1024;
/** Longest line: a page of bytes in hex is far below it. */
const mostLine = 1024 * 1024;
/** A body's length, well below what one frame may have. */
const bodyBytes = 3900;

const [stx, etx, spelt] = ['\u0002', '\u0003', '\u0005'];

interface Remembered {
  /** Records in the order they came, and the place of each by its name. */
  readonly records: string[];
  readonly places: Map<string, number>;
}

/** What was folded cannot be put together: the two sides do not remember the same. */
export class Unlike extends Error {
  override readonly name = 'Unlike';
}

/** Lines of `squeeze.awk` as the bytes they stand for. */
const bytesOf = (lines: readonly string[]): Buffer =>
  Buffer.from(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the sign of what is spelt out.
    lines.join('').replace(/\u0005([@-M])/g, (_, sign: string) => String.fromCharCode(sign.charCodeAt(0) - 64)),
    'latin1',
  );

const textOf = (lines: readonly string[], zipped: boolean): string => {
  if (!zipped) return lines.map((line) => `${line}\n`).join('');
  try {
    return gunzipSync(bytesOf(lines), { maxOutputLength: mostBytes }).toString('latin1');
  } catch (error) {
    throw new Unlike(`what came compressed cannot be unpacked: ${error instanceof Error ? error.message : ''}`);
  }
};

/** Gives the lines of a text one after the other. */
const readLines = (text: string) => {
  let at = 0;
  return (): string => {
    const end = text.indexOf('\n', at);
    if (end === -1) throw new Unlike('a line is missing');
    const line = text.slice(at, end);
    at = end + 1;
    return line;
  };
};

interface Op {
  readonly sign: string;
  readonly count: number;
}

const opsOf = (line: string): readonly Op[] =>
  line
    .trim()
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const parts = /^([=~+-])(\d{1,7})$/.exec(word);
      if (parts === null) throw new Unlike('a step is none');
      return { sign: parts[1] ?? '', count: Number(parts[2]) };
    });

/** The records that were sent, column by column. */
const sentRecords = (
  next: () => string,
  count: number,
  kind: string,
): readonly { readonly name: string; readonly lines: string[] }[] => {
  const shapes = Array.from({ length: Math.min(Number(next()), count) }, () => next().split('\t').slice(1));
  const ids = next().trim().split(' ').map(Number);
  let last = '';
  const records = Array.from({ length: count }, (_, index) => {
    let name = '';
    if (kind === 'D') {
      const line = next();
      name = last.slice(0, line.charCodeAt(0) - 33) + line.slice(1);
      last = name;
    }
    const shape = shapes[ids[index] ?? -1];
    if (shape === undefined) throw new Unlike('a record has no shape');
    return { name, shape, lines: [] as string[] };
  });
  // Columns follow in the order in which their keys were first seen; within a record the order is its shape's.
  const columns = new Map<string, string[]>();
  for (const { shape } of records) for (const key of shape) columns.set(key, []);
  const wanted = new Map<string, number>();
  for (const { shape } of records) for (const key of shape) wanted.set(key, (wanted.get(key) ?? 0) + 1);
  for (const [key, values] of columns)
    if (!key.endsWith('!')) for (let left = wanted.get(key) ?? 0; left > 0; left -= 1) values.push(next());
  const taken = new Map<string, number>();
  for (const { shape, lines } of records)
    for (const key of shape) {
      if (key.endsWith('!')) {
        lines.push(key.slice(0, -1));
        continue;
      }
      const at = taken.get(key) ?? 0;
      taken.set(key, at + 1);
      lines.push(
        `${key}${key.length > 2 || (kind === 'V' && 'VEXOB'.includes(key)) ? ' ' : ''}${columns.get(key)?.[at] ?? ''}`,
      );
    }
  return records;
};

interface Block {
  readonly id: string;
  readonly kind: string;
  readonly zipped: boolean;
  readonly lines: string[];
}

export interface Unfolder {
  /** One byte a character, cut anywhere; gives what the agent said, in frames. Throws {@link Unlike}. */
  feed(text: string): string;
}

export const unfolder = (): Unfolder => {
  const memory = new Map<string, Remembered>();
  const parts = new Map<string, number>();
  let rest = '';
  let block: Block | null = null;
  let sum: string | null = null;
  let skipping = false;
  let held = 0;

  const frame = (id: string, flag: '+' | '.', body: string): string => {
    const part = parts.get(id) ?? 0;
    if (flag === '.') parts.delete(id);
    else parts.set(id, part + 1);
    return `${stx}LS ${id} ${part}${flag} ${body.length} -\n${body}${etx}\n`;
  };

  /** The whole answer, and the new memory. */
  const answer = ({ kind, zipped, lines }: Block): string => {
    const next = readLines(textOf(lines, zipped));
    const ops = opsOf(next());
    const count = ops.reduce((all, { sign, count }) => all + ('~+'.includes(sign) ? count : 0), 0);
    const sent = sentRecords(next, count, kind);
    const before = memory.get(kind) ?? { records: [], places: new Map<string, number>() };
    const names = [...before.places.keys()];
    const after: { name: string; record: string }[] = [];
    let [from, taken] = [0, 0];
    for (const { sign, count } of ops)
      for (let left = count; left > 0; left -= 1) {
        const [old, name] = [before.records[from], names[from]];
        if (sign !== '+') {
          if (old === undefined || name === undefined) throw new Unlike('a record is not remembered');
          from += 1;
          if (sign === '-') continue;
          if (sign === '=') {
            after.push({ name, record: old });
            continue;
          }
        }
        const fresh = sent[taken++];
        if (fresh === undefined) throw new Unlike('a record was not sent');
        after.push(
          kind === 'D'
            ? { name: fresh.name, record: [`D ${fresh.name}`, ...fresh.lines].join('\n') }
            : { name: String(after.length + 1), record: placed(fresh.lines, after.length) },
        );
      }
    const text = after.map(({ record }) => `${record}\n`).join('');
    if (sum !== '-' && Number(sum?.split(' ')[0]) !== cksum(text))
      throw new Unlike('the checksum of it all is another');
    if (after.length * 2 >= before.records.length)
      memory.set(kind, {
        records: after.map(({ record }) => record),
        places: new Map(after.map(({ name }, index) => [name, index])),
      });
    else
      for (const { name, record } of after) {
        const at = before.places.get(name);
        if (at !== undefined) before.records[at] = record;
      }
    return text;
  };

  /** A value's first line, with its place in the request. */
  const placed = (lines: readonly string[], index: number): string =>
    lines.map((line, at) => (at === 0 ? `${line.slice(0, 1)} ${index}${line.slice(1)}` : line)).join('\n');

  const framesOf = (id: string, text: string): string => {
    let out = '';
    let body = '';
    for (const line of text.split('\n').slice(0, -1)) {
      if (body !== '' && body.length + line.length >= bodyBytes) {
        out += frame(id, '+', body);
        body = '';
      }
      body += `${line}\n`;
    }
    return out + frame(id, '.', body);
  };

  const line = (text: string): string => {
    if (skipping) {
      if (text === etx) skipping = false;
      return '';
    }
    if (block === null) {
      const [word, id = '', kind = '', packed] = text.split(' ');
      if (word === `${stx}LK`) {
        skipping = true;
        return frame(id, '+', '');
      }
      if (word !== `${stx}LZ`) return `${text}\n`;
      if (kind !== 'D' && kind !== 'V') throw new Unlike('an answer is of no kind');
      block = { id, kind, zipped: packed === 'z', lines: [] };
      held = 0;
      sum = null;
      return '';
    }
    if (text === spelt) sum = '';
    else if (text === etx) {
      const whole = block;
      block = null;
      return framesOf(whole.id, answer(whole));
    } else if (sum === null) {
      held += text.length + 1;
      if (held > mostBytes) throw new Unlike('an answer has no end');
      block.lines.push(text);
    } else sum = text;
    return '';
  };

  return {
    feed(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > mostLine) throw new Unlike('a line has no end');
      return lines.map(line).join('');
    },
  };
};
