/** The designs that can be switched: our March design, the later turns of the discussion (S rows), and each open point with its answers (O rows). */
import type { Design } from './design.js';

const march: Design = {
  id: 'march',
  title: 'March 2026, five levels',
  scale: 'five',
  fall: 'zero',
  commit: 'kick',
  bound: 'rebind',
  defaultLevel: 1,
  thunderboltZero: 'refuse',
};

/** By id; `march` is the default. */
export const designs = {
  march,
  four: { ...march, id: 'four', title: 'March 2026, four levels', scale: 'four' },
  squashed: { ...march, id: 'squashed', title: 'March 2026, DMA and link squashed', scale: 'squashed' },
  acknowledge: { ...march, id: 'acknowledge', title: 'The TSM runs first, trust acknowledges', commit: 'acknowledge' },
  lenient: { ...march, id: 'lenient', title: 'A fall ends at 1', fall: 'limited' },
  strict: { ...march, id: 'strict', title: 'No change under a bound driver', bound: 'ebusy' },
} as const satisfies Readonly<Record<string, Design>>;

/** A later turn of the discussion as a preset. */
export interface Preset {
  readonly row: `S${number}`;
  readonly title: string;
  readonly gist: string;
  /** As near as the model comes to it. */
  readonly design: Design;
  /** What of it the model does not play; null when it plays all of it. */
  readonly beyond: string | null;
}

const preset = (row: Preset['row'], change: Partial<Design>, words: Omit<Preset, 'row' | 'design'>): Preset => ({
  row,
  ...words,
  design: { ...march, ...change, id: row.toLowerCase(), title: words.title },
});

export const presets: readonly Preset[] = [
  preset(
    'S1',
    { defaultLevel: 0 },
    {
      title: 'Start at 0',
      gist: 'Everything starts at 0 and the first user space raises it; only built-in drivers are trusted before that.',
      beyond: 'the command-line switch for built-in drivers',
    },
  ),
  preset(
    'S2',
    {},
    {
      title: 'Trust ops',
      gist: '0 to 2 are always there; 3 and 4 need a yes from the security module, and go when the link becomes insecure.',
      beyond: null,
    },
  ),
  preset(
    'S3',
    {},
    {
      title: 'A level per module',
      gist: 'A module says which level a device must reach before it attaches.',
      beyond: 'modprobe with trust=X',
    },
  ),
  preset(
    'S4',
    { commit: 'acknowledge' },
    {
      title: 'Validate by generation',
      gist: 'The evidence generation that was validated must be unchanged from lock to the final write.',
      beyond: 'the netlink command validate',
    },
  ),
  preset(
    'S5',
    { commit: 'acknowledge' },
    {
      title: 'One file descriptor',
      gist: 'Locking binds the device to one open file, and only that one may go on to RUN.',
      beyond: 'the character device',
    },
  ),
  preset(
    'S6',
    { commit: 'acknowledge', fall: 'limited' },
    {
      title: 'The IOMMU answers the level',
      gist: 'T=1 and the level are orthogonal: RUN may come first, and a running device may still be held back.',
      beyond: 'an IOMMU that holds a running device back',
    },
  ),
  preset(
    'S7',
    {},
    {
      title: 'Names for levels',
      gist: 'Words instead of numbers, so that no scale is implied.',
      beyond: 'writing words',
    },
  ),
  preset(
    'S8',
    { commit: 'acknowledge', bound: 'ebusy' },
    {
      title: 'The v2 patches',
      gist: 'Lock, unlock and accept under tsm/, all refused while a driver is bound; no trust file.',
      beyond: 'a machine without a level',
    },
  ),
];

/** One answer to an open point, and the side of the discussion it comes from. */
export interface Answer {
  readonly value: string;
  readonly says: string;
  readonly from: string;
}

export interface OpenPoint {
  readonly row: `O${number}`;
  readonly question: string;
  /** The design's field that holds the answer; null where it is fixed in the March table. */
  readonly field: keyof Design | null;
  readonly answers: readonly Answer[];
  /** The value the March design takes. */
  readonly ours: string;
}

export const openPoints: readonly OpenPoint[] = [
  {
    row: 'O1',
    question: 'Where does a fall end?',
    field: 'fall',
    answers: [
      { value: 'zero', says: 'At 0: user space starts over.', from: 'the proposal' },
      { value: 'limited', says: 'At the highest level that needs nothing of what was lost.', from: 'a reply to it' },
    ],
    ours: 'zero',
  },
  {
    row: 'O2',
    question: 'How is trust lowered at T=1?',
    field: null,
    answers: [
      {
        value: 'unlock',
        says: 'By 0, by unlock, or by a fall; other low writes are refused.',
        from: 'ours, where the proposal is silent',
      },
      { value: 'implied', says: 'A low write stops the interface by itself.', from: 'the open question' },
    ],
    ours: 'unlock',
  },
  {
    row: 'O3',
    question: 'Does the write make T=1 happen, or only acknowledge it?',
    field: 'commit',
    answers: [
      { value: 'kick', says: 'The write makes the bus finish; if that fails, the write fails.', from: 'position two' },
      {
        value: 'acknowledge',
        says: 'The TSM goes first; its word is taken and nothing more is checked.',
        from: 'position one',
      },
    ],
    ours: 'kick',
  },
  {
    row: 'O4',
    question: 'What does each of trust and authorized read after a 2 in the other?',
    field: null,
    answers: [
      {
        value: 'one-two',
        says: 'authorized reads 1 after trust 2; trust reads 2 after authorized 2.',
        from: 'ours, where the proposal is silent',
      },
    ],
    ours: 'one-two',
  },
  {
    row: 'O5',
    question: 'Does trust 0 de-authorize where the domain cannot?',
    field: 'thunderboltZero',
    answers: [
      { value: 'refuse', says: 'No: the write is refused.', from: 'ours, where the proposal is silent' },
      { value: 'level-only', says: 'The level goes to 0 and the tunnel stays.', from: 'the open question' },
    ],
    ours: 'refuse',
  },
  {
    row: 'O6',
    question: 'At level 2, does the driver defend itself?',
    field: null,
    answers: [
      { value: 'must', says: 'Full DMA, so the driver has to defend itself.', from: 'the five-level turn' },
      { value: 'need-not', says: 'The device is trusted, so the driver need not.', from: 'the four-level turn' },
    ],
    ours: 'must',
  },
  {
    row: 'O7',
    question: 'May the level change while a driver is bound?',
    field: 'bound',
    answers: [
      {
        value: 'rebind',
        says: 'Yes: it is released on entering or leaving 0 and 4, and bound again.',
        from: 'ours, where the proposal is silent',
      },
      { value: 'ebusy', says: 'No: EBUSY until it is unbound.', from: 'the v2 patches' },
    ],
    ours: 'rebind',
  },
  {
    row: 'O8',
    question: 'At which level does a device start?',
    field: 'defaultLevel',
    answers: [
      { value: '0', says: 'At 0: user space raises it.', from: 'a later turn (S1)' },
      { value: '1', says: 'At 1: it works, and reaches little.', from: 'the proposal' },
      { value: '2', says: 'At 2: as kernels behave today.', from: 'compatibility with what is' },
    ],
    ours: '1',
  },
];
