/** The filter line: words to find, and terms like `level>1` or `driver:nvme`, all of which must hold. */
import type { Device } from '../../../shared/facts/device.js';
import { known, type Fact } from '../../../shared/facts/fact.js';

/** What the filter asks of a device besides its facts. */
export interface FilterContext {
  readonly changed: (device: Device) => boolean;
  readonly fallen: (device: Device) => boolean;
}

export interface Filter {
  readonly keeps: (device: Device, context: FilterContext) => boolean;
  /** One phrase about a term that cannot be understood yet, or null. Such a term is passed over. */
  readonly problem: string | null;
  /** True when nothing is asked. */
  readonly empty: boolean;
}

type Test = (device: Device, context: FilterContext) => boolean;
type Term = { readonly test: Test } | { readonly problem: string };

const fold = (text: string): string => text.toLowerCase();

/** Text of a fact that names something: `none` when it names nothing, `?` when it is not known. */
const named = (fact: Fact<string | null>): string => {
  const value = known(fact);
  return value === undefined ? '?' : value === null || value === '' ? 'none' : fold(value);
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  ':': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

const levelTerm = (operator: string, value: string): Term => {
  const compare = comparisons[operator];
  if (value === '?' || value === 'unknown') {
    const wanted = operator !== '!=';
    return { test: (device) => (known(device.facts.level) === undefined) === wanted };
  }
  if (compare === undefined || !/^[0-4]$/.test(value))
    return { problem: `level${operator} wants a level, 0 to 4, or ?` };
  const level = Number(value);
  return {
    test: (device) => {
      const found = known(device.facts.level);
      return found !== undefined && compare(found, level);
    },
  };
};

/** Each answers whether the device has the value, given in lower case and not empty. */
const keys: Readonly<Record<string, (device: Device, value: string) => boolean>> = {
  driver: (device, value) =>
    value === 'none' || value === '?'
      ? named(device.facts.driver) === value
      : named(device.facts.driver).includes(value),
  bus: (device, value) => fold(device.bus) === value,
  kind: (device, value) => device.kind.includes(value),
  name: (device, value) => fold(device.name).includes(value),
  address: (device, value) => fold(device.id).includes(value),
  lock: (device, value) =>
    named(device.facts.locked) === value || fold(known(device.facts.tdisp) ?? '?').replace('config_', '') === value,
  link: (device, value) => (known(device.facts.link) ?? '?') === value,
  tsm: (device, value) => named(device.facts.connected) === value || named(device.facts.locked) === value,
};

const words: Readonly<Record<string, Test>> = {
  changed: (device, context) => context.changed(device),
  fallen: (device, context) => context.fallen(device),
};

const anywhere = (word: string): Test => {
  const flag = words[word];
  return (device, context) =>
    fold(device.name).includes(word) ||
    fold(device.id).includes(word) ||
    device.ids.includes(word) ||
    named(device.facts.driver).includes(word) ||
    (flag?.(device, context) ?? false);
};

const termOf = (text: string): Term => {
  const match = /^([a-z]+)(>=|<=|!=|[><=:])(.*)$/.exec(fold(text));
  const [, key, operator, value] = match ?? [];
  if (key === undefined || operator === undefined || value === undefined) return { test: anywhere(fold(text)) };
  if (key === 'level') return levelTerm(operator, value);
  const test = keys[key];
  // `0000:02:00.0` has colons too: what is no key of ours is a word to find.
  if (test === undefined) return { test: anywhere(fold(text)) };
  if (value === '') return { problem: `${key}${operator} wants a value` };
  if (operator === '!=') return { test: (device) => !test(device, value) };
  if (operator !== ':' && operator !== '=') return { problem: `${key} takes : or = or !=` };
  return { test: (device) => test(device, value) };
};

/** Words of the line; quotes hold spaces together, `-` before a term turns it round. */
const split = (text: string): readonly string[] =>
  [...text.matchAll(/(?:"[^"]*"?|[^\s"])+/g)]
    .map((match) => match[0].replaceAll('"', ''))
    .filter((word) => word !== '' && word !== '-');

/** Reads a filter line. Never fails: what it does not understand is named and passed over. */
export const parseFilter = (text: string): Filter => {
  const tests: Test[] = [];
  let problem: string | null = null;
  for (const word of split(text)) {
    const turned = word.startsWith('-');
    const term = termOf(turned ? word.slice(1) : word);
    if ('problem' in term) problem ??= term.problem;
    else tests.push(turned ? (device, context) => !term.test(device, context) : term.test);
  }
  return {
    keeps: (device, context) => tests.every((test) => test(device, context)),
    problem,
    empty: tests.length === 0,
  };
};
