/** The trust scale: what the numbers mean, and how the three numberings of the discussion relate (R45–R53, O6). */

/** A level of the five-level scale, our canonical one: 0 disconnected … 4 TCB. */
export type Level = 0 | 1 | 2 | 3 | 4;

/** All five levels, lowest first. */
export const levels: readonly Level[] = [0, 1, 2, 3, 4];

/** One word and one line for each level of the five-level scale (R47–R51). */
export const levelWords: Readonly<Record<Level, { readonly name: string; readonly gloss: string }>> = {
  0: { name: 'disconnected', gloss: 'no driver attaches, the IOMMU blocks the device' },
  1: { name: 'limited', gloss: 'bounced through shared memory, ATS off, mitigations on' },
  2: { name: 'DMA', gloss: 'full DMA to shared memory; the driver defends itself' },
  3: { name: 'link', gloss: 'tampering with and snooping on the link are mitigated' },
  4: { name: 'TCB', gloss: 'the interface is validated (TDISP); private memory is reachable' },
};

/** True when `value` is a level of the five-level scale. */
export const isLevel = (value: number): value is Level => Number.isInteger(value) && value >= 0 && value <= 4;
