/** A verdict as scripts read it: stable, documented in the command line's help. */
import { versionName } from '../spdm/codes.js';
import { toHex } from '../bytes/hex.js';
import type { Unread } from '../exchange/exchange.js';
import { sessionName } from '../session/messages.js';
import type { Judged } from './verifyExchange.js';
import type { JudgedSession } from './verifyOpening.js';
import type { Check, Verdict } from './verdict.js';

export interface ExchangeJson {
  readonly kind: 'challenge' | 'measurements';
  /** `1.2`. */
  readonly version: string;
  readonly slot: number;
  readonly inSession: boolean;
  readonly signature: Verdict;
  readonly chain: Verdict;
  readonly verdict: Verdict;
  readonly nonce: string | null;
  readonly checks: readonly Check[];
}

/** A signature that was asked for, and whose answer cannot be judged: told like an exchange, so that nobody takes the rest for all. */
export const unreadJson = ({
  kind,
  version,
  slot,
  inSession,
  nonce,
  expected,
  found,
  bytes,
}: Unread): ExchangeJson => ({
  kind,
  version: versionName(version),
  slot,
  inSession,
  signature: 'not-checkable',
  chain: 'not-checkable',
  verdict: 'not-checkable',
  nonce: nonce === null ? null : toHex(nonce),
  checks: [{ id: 'answer', about: 'binding', verdict: 'not-checkable', expected, found, bytes }],
});

/** How a session was opened. Beside the exchanges: what it leaves open is no verdict on these. */
export interface SessionJson {
  readonly kind: 'key-exchange' | 'psk-exchange';
  readonly version: string;
  /** Null for a key that both sides had beforehand. */
  readonly slot: number | null;
  /** `0xffffffff`; null where the messages do not say it. */
  readonly session: string | null;
  /** Of the slot's chain; null where there is none. */
  readonly chain: Verdict | null;
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
}

export const sessionJson = ({ opening, slot, number, chain, verdict, checks }: JudgedSession): SessionJson => ({
  kind: opening.kind,
  version: versionName(opening.negotiated.version),
  slot,
  session: number === null ? null : sessionName(number),
  chain,
  verdict,
  checks,
});

/** All of a conversation, in the order they came. */
export const exchangesJson = (judged: readonly Judged[], unread: readonly Unread[]): readonly ExchangeJson[] =>
  [
    ...judged.map((one, n) => ({ at: n, json: exchangeJson(one) })),
    ...unread.map((one) => ({ at: one.after - 0.5, json: unreadJson(one) })),
  ]
    .toSorted((one, other) => one.at - other.at)
    .map(({ json }) => json);

export const exchangeJson = ({ exchange, signature, chain, verdict, checks }: Judged): ExchangeJson => ({
  kind: exchange.kind,
  version: versionName(exchange.negotiated.version),
  slot: exchange.slot,
  inSession: exchange.inSession,
  signature,
  chain,
  verdict,
  nonce: exchange.nonce === null ? null : toHex(exchange.nonce),
  checks,
});
