/** A verdict as scripts read it: stable, documented in the command line's help. */
import { versionName } from '../spdm/codes.js';
import { toHex } from '../bytes/hex.js';
import type { Judged } from './verifyExchange.js';
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
