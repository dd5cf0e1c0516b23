/** What each term asks of a device. */
import type { Device } from '../facts/device.js';
import { known } from '../facts/fact.js';
import { type Answer, answer, either, opposite } from './answer.js';
import { type FilterKey, type Operator, printTerm, type Term } from './term.js';
import {
  busWord,
  levelWord,
  linkWord,
  lockWord,
  lockWords,
  nameWord,
  provenanceWord,
  tsmWord,
  type VerdictWord,
} from './words.js';

/** What the filter asks of a device besides its facts. */
export interface FilterContext {
  readonly changed: (device: Device) => boolean;
  readonly fallen: (device: Device) => boolean;
  readonly pinned: (device: Device) => boolean;
  readonly verdict: (device: Device) => VerdictWord;
}

export type Ask = (device: Device, context: FilterContext) => Answer;

/** The word of a device under a key, null where it is not known. `asked` tells which, where a device has two. */
type Word = (device: Device, context: FilterContext, asked: string) => string | null;

const wordUnder: Readonly<Record<FilterKey, Word>> = {
  level: levelWord,
  bus: busWord,
  // `lock:locked` is its state, `lock:tsm0` and `lock:none` who holds it.
  lock: (device, _, asked) =>
    asked === '?' || lockWords.some((word) => word === asked) ? lockWord(device) : nameWord(device.facts.locked),
  link: linkWord,
  verdict: (device, context) => context.verdict(device),
  provenance: provenanceWord,
  driver: (device) => nameWord(device.facts.driver),
  kind: (device) => device.kind,
  name: (device) => device.name.toLowerCase(),
  address: (device) => device.id.toLowerCase(),
  tsm: tsmWord,
};

/** Found by a part of the word with `:`; the others only by the whole. */
const byPart: ReadonlySet<FilterKey> = new Set(['driver', 'kind', 'name', 'address']);
/** For these `unknown` is a word like another. */
const alwaysKnown: ReadonlySet<FilterKey> = new Set(['bus', 'verdict', 'provenance', 'kind', 'name', 'address']);

/** Other ways to say a word of a key. */
const sayings: Readonly<Partial<Record<FilterKey, Readonly<Record<string, string>>>>> = {
  lock: { running: 'run' },
  verdict: { accept: 'accepted', reject: 'rejected' },
};

const isUnknown = (key: FilterKey, value: string): boolean =>
  !alwaysKnown.has(key) && (value === '?' || value === 'unknown');

/** The word a value stands for: `?` where it asks for what is not known. */
export const sayingOf = (key: FilterKey, value: string): string => {
  const others = sayings[key] ?? {};
  // A person may type any word, `constructor` too.
  return isUnknown(key, value) ? '?' : ((Object.hasOwn(others, value) ? others[value] : undefined) ?? value);
};

const hasValue = (key: FilterKey, operator: Operator, value: string): Ask => {
  const word = wordUnder[key];
  const wanted = sayingOf(key, value);
  if (isUnknown(key, value)) return (device, context) => answer(word(device, context, wanted) === null);
  // `none` is the want of a name, not a part of one.
  const part = byPart.has(key) && operator === ':' && value !== 'none';
  return (device, context) => {
    const found = word(device, context, wanted);
    return found === null ? 'unknown' : answer(part ? found.includes(wanted) : found === wanted);
  };
};

const comparisons: Readonly<Partial<Record<Operator, (a: number, b: number) => boolean>>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

const flags: Readonly<Record<string, (device: Device, context: FilterContext) => boolean>> = {
  changed: (device, context) => context.changed(device),
  fallen: (device, context) => context.fallen(device),
  pinned: (device, context) => context.pinned(device),
};

/** A word looks in the text there is; a driver that is not known is no text, so this claims nothing of it. */
const anywhere = (word: string): Ask => {
  const flag = Object.hasOwn(flags, word) ? flags[word] : undefined;
  return (device, context) =>
    answer(
      device.name.toLowerCase().includes(word) ||
        device.id.toLowerCase().includes(word) ||
        device.ids.includes(word) ||
        (nameWord(device.facts.driver) ?? '').includes(word) ||
        (flag?.(device, context) ?? false),
    );
};

/** What is wrong with a term, in one phrase that begins with the term as it reads; null when it can be asked. */
export const problemOf = (term: Term): string | null => {
  const { key, operator, values } = term;
  if (key === null) return null;
  const unread = `${printTerm(term)} is not read`;
  if (key === 'level') {
    const good = values.length > 0 && values.every((value) => /^(?:[0-4]|\?|unknown)$/.test(value));
    const compared = comparisons[operator] === undefined || (values.length === 1 && /^[0-4]$/.test(values[0] ?? ''));
    return good && compared
      ? null
      : `${unread}: a level is 0 to 4${comparisons[operator] === undefined ? ', or ?' : ''}`;
  }
  if (comparisons[operator] !== undefined) return `${unread}: ${key} takes : or = or !=`;
  return values.length === 0 ? `${unread}: it wants a value` : null;
};

const plain = ({ key, operator, values }: Term): Ask => {
  if (key === null) return anywhere(values[0] ?? '');
  const compare = comparisons[operator];
  if (compare !== undefined) {
    const limit = Number(values[0]);
    return ({ facts }) => {
      const level = known(facts.level);
      return level === undefined ? 'unknown' : answer(compare(level, limit));
    };
  }
  const asks = values.map((value) => hasValue(key, operator, value));
  const any: Ask = (device, context) => either(asks.map((ask) => ask(device, context)));
  return operator === '!=' ? (device, context) => opposite(any(device, context)) : any;
};

/** What a term asks; only of terms without a problem. */
export const askOf = (term: Term): Ask => {
  const ask = plain(term);
  return term.negated ? (device, context) => opposite(ask(device, context)) : ask;
};
