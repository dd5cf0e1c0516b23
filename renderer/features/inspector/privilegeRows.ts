/** The privilege table: what the device may do now, and what each level permits (R15, R47–R51). */
import type { Device } from '../../../shared/facts/device.js';
import { known } from '../../../shared/facts/fact.js';
import type { DmaMode, LinkState } from '../../../shared/model/device.js';
import { levels, type Level } from '../../../shared/model/level.js';
import { privileges, type Privilege, type Privileges } from '../../../shared/model/privileges.js';
import type { TdispState } from '../../../shared/model/tdisp.js';
import { follows, showFact, type Known } from './known.js';

export interface PrivilegeRow {
  readonly id: keyof Privileges;
  readonly title: string;
  readonly gloss: string;
  readonly now: Known;
  /** By level, 0 to 4. */
  readonly permits: readonly Privilege[];
  /** True when the target level permits more or less than the level it has. */
  readonly changes: boolean;
}

const dmaWords: Readonly<Record<DmaMode, string>> = {
  blocked: 'blocked',
  bounced: 'bounced',
  shared: 'shared',
  private: 'private too',
};
const linkWords: Readonly<Record<LinkState, string>> = {
  open: 'open',
  ide: 'IDE stream',
  asserted: 'asserted safe',
  lost: 'lost',
};

/** T is 1 in RUN and only there (TDISP). */
const tBit = (state: TdispState): string => (state === 'RUN' ? '1' : '0');

/** The reason is too long for a cell of the table: there it is in the tip, and in full among the facts. */
const inACell = (fact: Known): Known => (fact.kind === 'unknown' ? { ...fact, text: 'not known' } : fact);

const now = (device: Device): Readonly<Record<keyof Privileges, Known>> => {
  const { driver, tdisp, dma, ats, link } = device.facts;
  return {
    driver: showFact(driver, (name) => name ?? 'none bound', known(driver) !== null),
    mmio: follows(
      tdisp,
      (state) => (state === 'RUN' ? 'private' : 'shared'),
      (state) => `the interface is in ${state}`,
    ),
    dma: showFact(dma, (mode) => dmaWords[mode]),
    ats: showFact(ats, (on) => (on ? 'on' : 'off')),
    privateMemory: follows(
      dma,
      (mode) => (mode === 'private' ? 'open' : 'blocked'),
      (mode) => `DMA is ${dmaWords[mode]}`,
    ),
    link: showFact(link, (state) => linkWords[state]),
    tBit: follows(tdisp, tBit, (state) => `the interface is in ${state}`),
  };
};

const titles: readonly { readonly id: keyof Privileges; readonly title: string; readonly gloss: string }[] = [
  { id: 'driver', title: 'Driver', gloss: 'May a driver be bound?' },
  { id: 'mmio', title: 'MMIO', gloss: 'Its registers: shared with the host, or private to the guest (T=1)' },
  { id: 'dma', title: 'DMA', gloss: 'Memory it may reach by itself: none, through a bounce buffer, or directly' },
  { id: 'ats', title: 'ATS', gloss: 'Address translation service: it may use addresses translated beforehand' },
  { id: 'privateMemory', title: 'Private memory', gloss: 'Encrypted memory of the guest' },
  { id: 'link', title: 'Link', gloss: 'Protected against tampering and snooping: by IDE, or the TSM vouches for it' },
  { id: 'tBit', title: 'T bit', gloss: 'Its transactions carry the mark of a trusted interface (TDISP RUN)' },
];

/** The seven rows. `target` is the level aimed at, null when none is. */
export const privilegeRows = (device: Device, target: Level | null): readonly PrivilegeRow[] => {
  const cells = now(device);
  const level = known(device.facts.level);
  return titles.map(({ id, title, gloss }) => ({
    id,
    title,
    gloss,
    now: inACell(cells[id]),
    permits: levels.map((one) => privileges(one)[id]),
    changes: level !== undefined && target !== null && privileges(level)[id] !== privileges(target)[id],
  }));
};

/** How a privilege reads to a screen reader. */
export const privilegeWords: Readonly<Record<Privilege, string>> = {
  full: 'full',
  half: 'shared or bounced',
  no: 'no',
};
