/** The dry run's looks at a far machine: what is asked in one turn goes over in one request, and each thing is asked once. */
import { type Reading, textOf } from '../../../shared/facts/reading.js';
import type { Place } from '../radius/place.js';
import { routeLink } from '../radius/routeLink.js';
import type { Hello } from './hello.js';
import type { Link } from './link.js';
import { readingsByNumber } from './records.js';
import { escaped } from './request.js';

type Kind = 'r' | 'n' | 's' | 't' | 'p' | 'd';

interface Answers {
  readonly real: ReadonlyMap<number, string>;
  readonly names: ReadonlyMap<number, readonly string[]>;
  readonly texts: ReadonlyMap<number, Reading>;
}

const answersOf = (lines: readonly string[]): Answers => {
  const real = new Map<number, string>();
  const names = new Map<number, string[]>();
  for (const line of lines) {
    const [, kind = '', index = '', text = ''] = /^([rnd]) (\d+) (.*)$/.exec(line) ?? [];
    if (kind === 'n') names.set(Number(index), [...(names.get(Number(index)) ?? []), text]);
    else if (kind !== '') real.set(Number(index), text);
  }
  return { real, names, texts: readingsByNumber(lines, { at: 0, longest: longestText }) };
};

/** Longest text that is kept, in characters: a table of procfs has a line for each mount. */
const longestText = 262_144;
/** Most looks of one request: what a terminal takes as one line at most, with room. */
const mostOfRequest = 400;
/** How long the far side may be silent, in milliseconds. */
const silentMs = 10_000;

export interface FarPlaceOptions {
  readonly link: Link;
  readonly hello: Hello;
  readonly signal: AbortSignal;
  readonly running: boolean;
  /** Longest request in characters. */
  readonly longest: number;
}

/** For one dry run: it remembers what it has seen. */
export const farPlace = ({ link, hello, signal, running, longest }: FarPlaceOptions): Place => {
  let waiting: {
    readonly ask: string;
    readonly take: (answers: Answers, index: number) => void;
    readonly fail: (error: unknown) => void;
  }[] = [];
  const known = new Map<string, Promise<unknown>>();

  const send = async (batch: typeof waiting): Promise<void> => {
    try {
      const answers = answersOf(
        await link.ask(
          'look',
          batch.map(({ ask }) => ask),
          { signal, silentMs },
        ),
      );
      for (const [index, one] of batch.entries()) one.take(answers, index);
    } catch (error) {
      for (const one of batch) one.fail(error);
    }
  };
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; ) {
      let [to, length] = [from, 0];
      do {
        length += (all[to]?.ask.length ?? 0) + 1;
        to += 1;
      } while (to < all.length && to - from < mostOfRequest && length + (all[to]?.ask.length ?? 0) < longest);
      void send(all.slice(from, to));
      from = to;
    }
  };
  const look = <T>(kind: Kind, path: string, take: (answers: Answers, index: number) => T): Promise<T> => {
    const ask = `${kind}=${escaped(path)}`;
    const before = known.get(ask);
    if (before !== undefined) return before as Promise<T>;
    const answer = new Promise<T>((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ ask, take: (answers, index) => resolve(take(answers, index)), fail: reject });
    });
    known.set(ask, answer);
    return answer;
  };
  const textAt = (kind: 't' | 'p', path: string): Promise<string | null> =>
    look(kind, path, ({ texts }, index) => textOf(texts.get(index))?.trimEnd() ?? null);

  return {
    running,
    real: (path) => look('r', path, ({ real }, index) => real.get(index) ?? null),
    names: (path, beginning = '') =>
      look(
        beginning === '' ? 'n' : 's',
        beginning === '' ? path : `${path}/${beginning}`,
        ({ names }, index) => names.get(index) ?? [],
      ),
    text: (path) => textAt('t', path),
    proc: (path) => textAt('p', path),
    deviceNumber: (file) =>
      look('d', file, ({ real }, index) => {
        const [, major, minor] = /^([0-9a-f]+):([0-9a-f]+)$/.exec(real.get(index) ?? '') ?? [];
        if (major === undefined || minor === undefined) return null;
        const number = `${Number.parseInt(major, 16)}:${Number.parseInt(minor, 16)}`;
        return number === '0:0' ? null : number;
      }),
    async sessionLinks() {
      const peer = hello.ssh?.split(' ')[0];
      if (peer === undefined) return [];
      const [four, six] = await Promise.all([textAt('p', 'net/route'), textAt('p', 'net/ipv6_route')]);
      const link = routeLink(peer, { four: four ?? '', six: six ?? '' });
      return link === null ? [] : [link];
    },
  };
};
