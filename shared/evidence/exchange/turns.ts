/**
 * Puts what was heard into turns. A requester has one request under way at a time, answered before the next (DSP0274);
 * a capture may have messages in another order, or some twice. What is put elsewhere or passed over is told as a doubt:
 * a signature that verifies over the result proves it, and one that does not proves nothing.
 */
import { isRequest, requestCodes as q, responseCodes as a } from '../spdm/codes.js';
import type { Heard } from './conversation.js';
import { beginsSession } from './opening.js';
import { type Item, Pairing } from './pairing.js';

/** A message in its turn. */
export interface Turn {
  /** `again`: the same as `of`, and nothing by itself. `left`: it stood here, and was put in its turn before. */
  readonly kind: 'message' | 'again' | 'left';
  readonly one: Heard;
  /** Where it stands among all that was heard. */
  readonly n: number;
  readonly of: number | null;
  /** Why it may belong elsewhere; null where it stands where it has to. */
  readonly doubt: string | null;
}

/** They bring, fetch or put off another message, and are no turns of their own. */
const passing: ReadonlySet<number> = new Set([
  q.CHUNK_SEND,
  q.CHUNK_GET,
  q.RESPOND_IF_READY,
  a.CHUNK_SEND_ACK,
  a.CHUNK_RESPONSE,
]);

/** A plain connection, and each session: by its number, or else by how many were begun before it. */
const sidesOf = (heard: readonly Heard[]): Iterable<readonly Item[]> => {
  const sides = new Map<string, Item[]>();
  let [connections, begun] = [0, 0];
  heard.forEach((one, n) => {
    const { bytes, secured, session } = one;
    const code = bytes[1];
    if (code === undefined || passing.has(code)) return;
    if (!secured && code === q.GET_VERSION) connections += 1;
    if (!secured && beginsSession.has(code)) begun += 1;
    const name = secured ? (session === undefined ? `${begun}` : `${connections} ${session}`) : 'plain';
    const side = sides.get(name) ?? [];
    sides.set(name, side);
    side.push({ one, n, code });
  });
  return sides.values();
};

const fatesOf = (items: readonly Item[]): Pairing['fates'] => {
  const pairing = new Pairing();
  let group: Item[] = [];
  const answered = (next: Item | null): void => {
    pairing.group(group, next);
    group = [];
  };
  for (const item of items)
    if (isRequest(item.code)) {
      answered(item);
      pairing.request(item);
    } else group.push(item);
  answered(null);
  pairing.close();
  return pairing.fates;
};

/** Each answer behind its request; everything else in the order in which it came. */
export const inTurns = (heard: readonly Heard[]): readonly Turn[] => {
  const fates = new Map([...sidesOf(heard)].flatMap((items) => [...fatesOf(items)]));
  const behind = new Map<number, Turn[]>();
  const turns = heard.map((one, n): Turn | null => {
    const fate = fates.get(n);
    const turn: Turn = { kind: 'message', one, n, of: null, doubt: fate?.doubt ?? null };
    if (fate?.kind === 'again') return { ...turn, kind: 'again', of: fate.of };
    if (fate?.kind !== 'after') return turn;
    behind.set(fate.request, [...(behind.get(fate.request) ?? []), turn]);
    return fate.passed ? { ...turn, kind: 'left' } : null;
  });
  return turns.flatMap((turn, n) => [...(turn === null ? [] : [turn]), ...(behind.get(n) ?? [])]);
};
