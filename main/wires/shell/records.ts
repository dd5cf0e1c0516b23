/**
 * What the far agent's answers say, a record a line:
 * `D` a device's folder; `V` a value's first line, `+` its further ones; `E` why it could not be read; `X` bytes in hex, `z<n>.`
 * for n zero bytes, `x` more of them; `O` and `o` the lines of `od`; `B` and `b` base64; `L` a link below the root, `l` one as it
 * is written; `A` the file that is next. All of it is hostile: bounded, and never more than text.
 */
import { posix } from 'node:path';
import type { Reading } from '../../../shared/facts/reading.js';
import { errnoOfText } from '../../../shared/shell/errnoText.js';
import type { RawDevice } from '../wire.js';

/** Longest attribute that is kept, as the local wire has it. */
const pageSize = 4096;

const bytesOfHex = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll(/z(\d{1,4})\.|[^0-9a-f]/g, (_, zeros: string | undefined) => '00'.repeat(Number(zeros ?? 0))),
    'hex',
  );

/** Lines of `od -t x1`: an octal offset and bytes; `*` for lines like the one before. */
const bytesOfOd = (lines: readonly string[], longest: number): Buffer => {
  const out = Buffer.alloc(longest);
  let end = 0;
  let line: Buffer = Buffer.alloc(0);
  for (const text of lines) {
    const [offset = '', ...bytes] = text.trim().split(/\s+/);
    if (!/^[0-7]{1,7}$/.test(offset)) continue;
    const at = Number.parseInt(offset, 8);
    for (; line.length > 0 && end < at && end < longest; end += line.length) line.copy(out, end);
    line = bytesOfHex(bytes.join(''));
    line.copy(out, Math.min(at, longest));
    end = at + line.length;
  }
  return out.subarray(0, Math.min(end, longest));
};

const bytesOf = ({ kind, lines }: Pick<Entry, 'kind' | 'lines'>, longest: number): Buffer => {
  if (kind === 'X') return bytesOfHex(lines.join(''));
  return kind === 'O' ? bytesOfOd(lines, longest) : Buffer.from(lines.join(''), 'base64').subarray(0, longest);
};

/** One attribute, put together from its lines. `hex`: bytes stay bytes. */
const readingOf = (
  { kind, lines }: Pick<Entry, 'kind' | 'lines'>,
  { hex, at, longest = pageSize }: { readonly hex: boolean; readonly at: number; readonly longest?: number },
): Reading => {
  if (kind === 'E') return { errno: errnoOfText(lines[0] ?? ''), at };
  if (kind === 'V') {
    const text = lines.join('\n').slice(0, longest);
    return { value: hex ? Buffer.from(text, 'latin1').toString('hex') : text, at };
  }
  const bytes = bytesOf({ kind, lines }, longest);
  if (hex) return { value: bytes.toString('hex'), at };
  return { value: bytes.toString('utf8').replace(/\n$/, ''), at };
};

interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly lines: string[];
}

const further: Readonly<Record<string, string>> = { '+': 'V', x: 'X', o: 'O', b: 'B' };

/** Splits lines into attributes and links, told in order. */
const walk = (
  lines: readonly string[],
  hear: {
    device(path: string): void;
    attribute(entry: Entry): void;
    link(name: string, target: string, raw: boolean): void;
  },
): void => {
  let open: Entry | null = null;
  const close = (): void => {
    if (open !== null) hear.attribute(open);
    open = null;
  };
  for (const line of lines) {
    const kind = line.slice(0, 1);
    const more = further[kind];
    if (more !== undefined) {
      if (open?.kind === more) open.lines.push(line.slice(1));
      continue;
    }
    close();
    const [name = '', rest = ''] = /^. (\S*) ?(.*)$/s.exec(line)?.slice(1) ?? [];
    if (kind === 'D') hear.device(line.slice(2));
    else if (kind === 'L' || kind === 'l') hear.link(name, rest, kind === 'l');
    else if ('VEXOB'.includes(kind) && kind !== '')
      open = { name, kind, lines: kind === 'O' || kind === 'B' ? [] : [rest] };
  }
  close();
};

/** Devices of a sweep, in the order they came. `at` stamps every reading. */
export const devicesOf = (lines: readonly string[], at: number): readonly RawDevice[] => {
  const found: { path: string; attrs: Record<string, Reading>; links: Record<string, string> }[] = [];
  walk(lines, {
    device: (path) => void found.push({ path, attrs: {}, links: {} }),
    attribute: (entry) => {
      const device = found.at(-1);
      if (device !== undefined) device.attrs[entry.name] = readingOf(entry, { hex: entry.name === 'config', at });
    },
    link: (name, target, raw) => {
      const device = found.at(-1);
      if (device === undefined) return;
      const path = raw ? posix.join(device.path, target) : target;
      if (!path.startsWith('../') && !path.startsWith('/')) device.links[name] = path;
    },
  });
  return found;
};

export interface Numbered {
  readonly at: number;
  /** Of which ones the bytes stay bytes; of none when left out. */
  readonly hex?: (index: number) => boolean;
  /** Longest text, in characters; that of an attribute when left out. */
  readonly longest?: number;
}

/** Attributes named by numbers. */
export const readingsByNumber = (
  lines: readonly string[],
  { at, hex = () => false, longest }: Numbered,
): ReadonlyMap<number, Reading> => {
  const found = new Map<number, Reading>();
  walk(lines, {
    device: () => undefined,
    link: () => undefined,
    attribute: (entry) => {
      const index = Number(entry.name);
      found.set(index, readingOf(entry, { hex: hex(index), at, ...(longest === undefined ? {} : { longest }) }));
    },
  });
  return found;
};

/** Readings of `paths`, by their place in the request; one that was not answered is EIO. */
export const readingsOf = (
  lines: readonly string[],
  paths: readonly string[],
  at: number,
): Readonly<Record<string, Reading>> => {
  const found = readingsByNumber(lines, { at, hex: (index) => paths[index]?.endsWith('/config') === true });
  return Object.fromEntries(paths.map((path, index) => [path, found.get(index) ?? ({ errno: 'EIO', at } as const)]));
};

/** The file that the far side was about to touch when it was last heard. */
export const lastAbout = (lines: readonly string[]): string | null =>
  lines.findLast((line) => line.startsWith('A '))?.slice(2) ?? null;
