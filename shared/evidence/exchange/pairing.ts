/** Which request an answer is to, where a capture has messages in another order than they were said in, or some twice. */
import { sameBytes } from '../bytes/concat.js';
import { codeName, requestCodes as q, responseCodes as a } from '../spdm/codes.js';
import { notReady } from '../spdm/passing.js';
import type { Heard } from './conversation.js';
import { placeOf } from './place.js';

/** A message, and where it stands among all that was heard. */
export interface Item {
  readonly one: Heard;
  readonly n: number;
  readonly code: number;
}

/** What is to be done with a message that a strict order of turns would not have where it stands. */
export type Fate =
  /** It goes behind its request. @property passed Another request stands between. */
  | { readonly kind: 'after'; readonly request: number; readonly passed: boolean; readonly doubt: string }
  /** It may be the answer to another request. */
  | { readonly kind: 'doubted'; readonly doubt: string }
  /** It was there before. */
  | { readonly kind: 'again'; readonly of: number; readonly doubt: string };

/** Requests with something random in them: the same bytes are the same request. */
const unique: ReadonlySet<number> = new Set([q.CHALLENGE, q.GET_MEASUREMENTS, q.KEY_EXCHANGE, q.PSK_EXCHANGE]);

/** Requests, and answers, that are looked back upon. */
const reach = 4;

const same = (one: Item, other: Item): boolean => sameBytes(one.one.bytes, other.one.bytes);

/** Codes of requests are those of their answers with the top bit set. */
const answers = (request: Item, code: number): boolean => (request.code & 0x7f) === code;

/** Of requests of one kind, whether this is one that such an answer may be to: the slot, the index and the length that were asked for. */
const likely = ({ code, one: { bytes: asked } }: Item, { one: { bytes: told } }: Item): boolean => {
  const slotOf = (value = 0): number => value & 15;
  if (code === q.CHALLENGE) return slotOf(asked[2]) === slotOf(told[2]);
  if (code === q.GET_CERTIFICATE) {
    const length = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
    return slotOf(asked[2]) === slotOf(told[2]) && length(told, 4) <= length(asked, 6);
  }
  if (code !== q.GET_MEASUREMENTS) return true;
  const [index = 0, signed, count = 0] = [asked[3], ((asked[2] ?? 0) & 1) === 1, told[4]];
  const slotFits = !signed || (asked[0] ?? 0) < 0x11 || slotOf(asked[36]) === slotOf(told[3]);
  const indexFits = index === 0 ? count === 0 : index === 0xff || (count === 1 && told[8] === index);
  return slotFits && indexFits;
};

const named = ({ code, one }: Item): string => `${codeName(code)}, ${placeOf(one.range)}`;

/** Answers after it until the next request, as far as is looked; and whether one came before it. */
interface Around {
  readonly rest: readonly Item[];
  readonly second: boolean;
}

/** Follows the requests that wait for an answer, and the answers as they come. */
export class Pairing {
  readonly fates = new Map<number, Fate>();
  /** Requests that wait, the oldest first. */
  #open: Item[] = [];
  #last: Item | null = null;
  #answers: Item[] = [];
  #answered: Item[] = [];
  /** For a request: the answer right before it, which nothing had asked for; and the same request, answered before. */
  readonly #early = new Map<Item, Item>();
  readonly #copies = new Map<Item, Item>();
  /** The number of each that waits: who waits for long has lost its answer. */
  readonly #turns = new Map<Item, number>();
  #turn = 0;
  /** For as long as something waits: answers come after the next request. */
  #late = false;

  request(item: Item): void {
    if (item.code === q.GET_VERSION) {
      this.#answers = [];
      this.#answered = [];
    }
    this.#turn += 1;
    for (const one of this.#open) if (this.#turn - (this.#turns.get(one) ?? 0) > reach) this.#lost(one);
    if (this.#open.length === 0) this.#late = false;
    const of = this.#askedBefore(item);
    if (of !== undefined) this.#copies.set(item, of);
    this.#turns.set(item, this.#turn);
    // Tried again: one answer is due, not two.
    this.#open = [...this.#open.filter((one) => !same(one, item)), item];
    this.#last = item;
  }

  /** All answers until the next request. */
  group(items: readonly Item[], next: Item | null): void {
    items.forEach((item, n) => {
      const around = { rest: items.slice(n + 1, n + 1 + reach), second: n > 0 };
      if (item.code === a.ERROR) this.#error(item, around);
      else this.#answer(item, around);
    });
    const last = items.at(-1);
    const loose = last !== undefined && !this.fates.has(last.n) && !this.#answers.includes(last);
    if (loose && next !== null && answers(next, last.code)) this.#early.set(next, last);
  }

  /** Nothing more comes. */
  close(): void {
    for (const one of this.#open) this.#lost(one);
  }

  /** No answer came after it: it may have come before, or belong to the same request, which stands here twice. */
  #lost(request: Item): void {
    const [early, of] = [this.#early.get(request), this.#copies.get(request)];
    if (early !== undefined) this.#pair(early, request, { moved: true, ambiguous: false });
    else if (of !== undefined) this.#again(request, of);
    this.#forget(request);
  }

  #forget(request: Item): void {
    this.#open = this.#open.filter((one) => one !== request);
    for (const known of [this.#early, this.#copies, this.#turns]) known.delete(request);
  }

  #askedBefore(item: Item): Item | undefined {
    return unique.has(item.code) ? this.#answered.find((one) => same(one, item)) : undefined;
  }

  #again(item: Item, of: Item): void {
    const doubt = `certainty what ${named(item)} belongs to: the same was there before, ${placeOf(of.one.range)}`;
    this.fates.set(item.n, { kind: 'again', of: of.n, doubt });
  }

  #error(item: Item, { rest, second }: Around): void {
    const latest = this.#open.at(-1);
    // Put off, the answer itself is yet to come.
    if (item.one.bytes[2] === notReady) return;
    // Where the latest request has its own answer, the error is to one before it.
    const isAnswered = latest !== undefined && rest.some(({ code }) => answers(latest, code));
    const request = isAnswered ? this.#open.find((one) => one !== latest) : latest;
    const before = this.#answers.find((one) => same(one, item));
    if (request !== undefined) this.#pair(item, request, { moved: second || request !== this.#last, ambiguous: false });
    else if (before !== undefined) this.#again(item, before);
  }

  #answer(item: Item, { rest, second }: Around): void {
    const candidates = this.#open.filter((one) => answers(one, item.code));
    const alike = rest.filter(({ code }) => code === item.code);
    const tooMany = alike.length + 1 > candidates.length;
    const before = this.#answers.find((one) => same(one, item));
    if (before !== undefined && tooMany) {
      this.#again(item, before);
      return;
    }
    const request = this.#chosen(item, candidates, alike.length + 1);
    if (request === undefined) return;
    const known = [...this.#answers, item];
    const another = tooMany && alike.some((one) => !known.some((other) => same(other, one)));
    const moved = second || request !== this.#last;
    const ambiguous = another || candidates.length > 1 || !likely(request, item);
    this.#pair(item, request, { moved, ambiguous });
  }

  /** Of several that it may answer. @param count Answers of its kind until the next request, with it. */
  #chosen(item: Item, candidates: readonly Item[], count: number): Item | undefined {
    const narrowed = (from: readonly Item[], by: (one: Item) => boolean): readonly Item[] => {
      const some = from.filter(by);
      return some.length > 0 ? some : from;
    };
    const fresh = narrowed(candidates, (one) => !this.#copies.has(one));
    const pool = narrowed(fresh, (one) => likely(one, item));
    return this.#late ? pool[0] : pool[Math.max(0, pool.length - count)];
  }

  #pair(
    item: Item,
    request: Item,
    { moved, ambiguous }: { readonly moved: boolean; readonly ambiguous: boolean },
  ): void {
    const passed = request !== this.#last;
    this.#forget(request);
    this.#answers = [...this.#answers, item].slice(-reach);
    this.#answered = [...this.#answered, request].slice(-reach);
    this.#late ||= passed;
    const doubt = `certainty which request ${named(item)} answers`;
    if (moved) {
      const why = `${doubt}: other messages stand between it and ${placeOf(request.one.range)}`;
      this.fates.set(item.n, { kind: 'after', request: request.n, passed, doubt: why });
    } else if (ambiguous)
      this.fates.set(item.n, {
        kind: 'doubted',
        doubt: `${doubt}: another may be its own, or another answer its answer`,
      });
  }
}
