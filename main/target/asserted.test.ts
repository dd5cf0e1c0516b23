/** A kernel that says more than it enforces is shown to say so. */
import { describe, expect, it } from 'vitest';
import { factsOf } from './facts.js';

const factsWith = (asserted: string | null) =>
  factsOf(
    {
      path: 'devices/pci0000:00/0000:01:00.0',
      attrs: {
        trust: { value: '1', at: 5 },
        'tsm/tdisp': { value: 'RUN', at: 5 },
        ...(asserted === null ? {} : { trust_asserted: { value: asserted, at: 5 } }),
      },
      links: { subsystem: 'bus/pci' },
    },
    { dialect: 'march', at: 5, before: undefined, physical: undefined },
  );

describe('what is asserted, not enforced', () => {
  it('R48 is said in the source of the facts it names', () => {
    const { tdisp, dma, level } = factsWith('dma tdisp private_memory __proto__');
    expect(tdisp).toMatchObject({ value: 'RUN', source: 'tsm/tdisp (asserted, not enforced)', asserted: true });
    expect(dma).toMatchObject({
      because: ['the level is 1', 'asserted, not enforced (trust_asserted)'],
      asserted: true,
    });
    expect(level).toMatchObject({ source: 'trust' });
    expect(level).not.toHaveProperty('asserted');
  });

  it('is not said where the kernel says nothing of it', () => {
    expect(factsWith(null).tdisp).toMatchObject({ source: 'tsm/tdisp' });
  });
});
