/** Puts a signed answer and what it is over together, from where the connection stands. */
import { concat } from '../bytes/concat.js';
import type { Negotiated } from '../spdm/negotiated.js';
import type { ChainStore } from './chainStore.js';
import type { Exchange } from './exchange.js';
import type { Placed, Side } from './side.js';

interface Standing {
  /** Where the answer came; the same as `plain` outside of a session. */
  readonly side: Side;
  readonly plain: Side;
  readonly negotiated: Negotiated;
  readonly secured: boolean;
  readonly chains: ChainStore;
  /** Why the request that waits may be another answer's. */
  readonly unsure: string | null;
}

const missingVca = 'VCA: the messages of version, capabilities and algorithms';

/** Transcripts start over with it. Null for a message that is never signed. */
export const signedExchange = (at: Placed, standing: Standing): Exchange | null => {
  const { side, plain, negotiated, secured, chains, unsure } = standing;
  const { header, body } = at.message;
  const { transcripts, pending, doubts } = side;
  // A session is within its connection: it is the connection's VCA that both are over.
  const vca = plain.transcripts.vca;
  const common = { inSession: secured, negotiated, vca, unsure, response: at.range, request: pending?.range ?? null };
  const signed = (own: Uint8Array | null, wantsVca: boolean, others: readonly Uint8Array[] = []) => ({
    others: vca === null ? [] : others.map((other) => concat(vca, other)),
    transcript: own === null || (wantsVca && vca === null) ? null : wantsVca && vca !== null ? concat(vca, own) : own,
    missing: own === null ? 'the request it answers' : wantsVca && vca === null ? missingVca : null,
  });
  const request = pending?.message.body;
  if (body.kind === 'challenge-auth') {
    const asked = request?.kind === 'challenge' ? request : null;
    const sawChain = transcripts.hasChain;
    const answer = at.bytes.subarray(0, body.signatureAt);
    const others = transcripts.otherChallenges(answer);
    const { slot } = body;
    return {
      kind: 'challenge',
      ...common,
      ...signed(transcripts.challenge(answer), true, others),
      ...{ slot, body, sawChain, delivered: chains.of(slot), gap: doubts.challenge() },
      askedSlot: asked?.slot ?? null,
      summary: asked?.summary ?? null,
      nonce: asked?.nonce ?? null,
    };
  }
  if (body.kind !== 'measurements') return null;
  const asked = request?.kind === 'get-measurements' ? request : null;
  const { earlier } = side;
  side.earlier = [];
  const wantsVca = header.version >= 0x12;
  const slot = asked?.slot ?? body.slot;
  return {
    kind: 'measurements',
    ...common,
    ...signed(transcripts.measurements(at.bytes.subarray(0, body.signatureAt)), wantsVca),
    ...{ slot, body, asked, earlier, delivered: chains.of(slot) },
    gap: doubts.measurements() ?? (wantsVca ? plain.doubts.setUp : null),
    // 1.0 has one slot, and names none.
    askedSlot: asked !== null && header.version >= 0x11 ? slot : null,
    nonce: asked?.nonce ?? null,
  };
};
