/** What a kernel says of a device and does not enforce, by its own word: `trust_asserted` names it (test/vm/module). */
import type { DeviceFacts } from '../../shared/facts/device.js';
import type { Fact } from '../../shared/facts/fact.js';
import type { RawDevice } from '../wires/wire.js';
import { text } from './raw.js';

const note = 'asserted, not enforced';

const noted = <T>(fact: Fact<T>): Fact<T> => {
  if (fact.kind === 'measured') return { ...fact, source: `${fact.source} (${note})`, asserted: true };
  return fact.kind === 'inferred'
    ? { ...fact, because: [...fact.because, `${note} (trust_asserted)`], asserted: true }
    : fact;
};

/** The facts, with those that `trust_asserted` names marked, and saying so in their source. `private_memory` is part of where DMA may go. */
export const withAssertions = (raw: RawDevice, facts: DeviceFacts): DeviceFacts => {
  const words = new Set((text(raw, 'trust_asserted') ?? '').split(' '));
  const as = <T>(word: string, fact: Fact<T>): Fact<T> => (words.has(word) ? noted(fact) : fact);
  return {
    ...facts,
    dma: as('dma', facts.dma),
    ats: as('ats', facts.ats),
    link: as('link', facts.link),
    spdmSession: as('spdm', facts.spdmSession),
    tdisp: as('tdisp', facts.tdisp),
  };
};
