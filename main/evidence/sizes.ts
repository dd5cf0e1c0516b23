/** How much of each kind of evidence a gathering brought, in bytes: what a person sees listed before they look into it. */
import type { Gathered } from '../../shared/evidence/gathering.js';
import { follow } from '../../shared/evidence/exchange/conversation.js';
import type { Collection } from '../../shared/evidence/requester/collection.js';

/** Of measurements the last signed answer, whole. */
export const sizesOf = (gathering: Collection): Gathered['sizes'] => {
  const { chains, exchanges } = follow(gathering.heard);
  const measured = exchanges.findLast(({ kind }) => kind === 'measurements');
  return {
    chain: chains.find(({ slot }) => slot === 0)?.blob.length ?? null,
    measurements: measured?.response.length ?? null,
    report: gathering.interface?.report?.length ?? null,
  };
};
