/** The drawn signs of the domain: paths on a 16-pixel grid, stroked 1.4 wide with round ends; Icon puts them on the page. */

/** One shape of a glyph. `fill` true paints it whole; `knock` draws it in the ground's colour over what lies below. */
export interface Stroke {
  readonly d: string;
  readonly width?: number;
  readonly fill?: boolean;
  readonly knock?: boolean;
  readonly dash?: string;
  readonly faint?: boolean;
}
type Glyph = string | readonly (string | Stroke)[];

const solid = (d: string): Stroke => ({ d, fill: true });
const body =
  'M4.7 7h6.6a1.5 1.5 0 0 1 1.5 1.5v3.8a1.5 1.5 0 0 1-1.5 1.5H4.7a1.5 1.5 0 0 1-1.5-1.5V8.5A1.5 1.5 0 0 1 4.7 7z';
const shackle = 'M5.3 7V5a2.7 2.7 0 0 1 5.4 0v2';
const disc = 'M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0z';
const card =
  'M3.1 4h9.8a1.3 1.3 0 0 1 1.3 1.3v5.4a1.3 1.3 0 0 1-1.3 1.3H3.1a1.3 1.3 0 0 1-1.3-1.3V5.3A1.3 1.3 0 0 1 3.1 4z';
const box =
  'M3.8 3h8.4a1.3 1.3 0 0 1 1.3 1.3v7.4a1.3 1.3 0 0 1-1.3 1.3H3.8a1.3 1.3 0 0 1-1.3-1.3V4.3A1.3 1.3 0 0 1 3.8 3z';
const pen = 'M10.8 2.4l2.8 2.8-7.4 7.4-3.6.8.8-3.6zM9 4.2L11.8 7';

export const glyphs = {
  // The interface: unlocked, locked, running, error.
  'lock-open': [body, 'M5.3 7V4.8a2.7 2.7 0 0 1 5.2-1'],
  lock: [solid(body), shackle],
  'lock-run': [solid(body), shackle, { d: 'M7 8.8l2.6 1.6L7 12z', fill: true, knock: true, width: 0 }],
  'lock-error': [body, shackle, 'M6.3 8.8l3.4 3.2M9.7 8.8L6.3 12'],
  // The link: open, protected, lost.
  'link-open': [{ d: 'M6.2 5H4.8a3 3 0 0 0 0 6h1.4M9.8 5h1.4a3 3 0 0 1 0 6H9.8', dash: '1.9 1.9' }],
  link: [{ d: 'M6.6 5H4.8a3 3 0 0 0 0 6h1.8M9.4 5h1.8a3 3 0 0 1 0 6H9.4M5.8 8h4.4', width: 1.7 }],
  'link-lost': [{ d: 'M5.8 5h-1a3 3 0 0 0 0 6h1M10.2 5h1a3 3 0 0 1 0 6h-1', width: 1.6 }, 'M9.2 2.5L6.8 13.5'],
  // Actors, and what happens.
  tsm: 'M8 1.6l5.2 2v4c0 3.4-2.2 5.7-5.2 6.9C5 13.3 2.8 11 2.8 7.6v-4zM6.5 5.7h3a.6.6 0 0 1 .6.6v3a.6.6 0 0 1-.6.6h-3a.6.6 0 0 1-.6-.6v-3a.6.6 0 0 1 .6-.6z',
  evidence: [
    'M4 1.8h5.5L12.5 5v4M4 1.8v12.4h3.5M6.2 6h3.5M6.2 8.6h2M8.9 11.6a2.1 2.1 0 1 0 4.2 0 2.1 2.1 0 1 0-4.2 0z',
    { d: 'M10 13.4v2l1-.6 1 .6v-2', width: 1.1 },
  ],
  fall: 'M2 3h3.5v3.3H9v3.3h2.5M12.8 5.5v8M10.3 11.2l2.5 2.5 2.3-2.5',
  refusal: ['M2 8h6.5M6 5.2L8.8 8 6 10.8', { d: 'M12 2.5v11', width: 2.4 }],
  fault: [solid('M8 1.8l6.6 11.8H1.4z'), { d: 'M8 6v3.6M8 11.6v.1', knock: true, width: 1.6 }],
  cause: [{ d: 'M8 1.8L14.2 8 8 14.2 1.8 8z', dash: '2.2 1.8' }],
  uevent: 'M3.2 11.5h9.6l-1.2-1.8V7a3.6 3.6 0 0 0-7.2 0v2.7zM6.6 13.6h2.8',
  netlink: 'M2.5 4.5h11M2.5 11.5h11M5 2.5l-2.5 2L5 6.5M11 9.5l2.5 2-2.5 2',
  log: 'M3 3.5h10M3 6.5h10M3 9.5h7M3 12.5h5',
  write: 'M8 2v8M4.8 7L8 10.2 11.2 7M3 13.8h10',
  read: 'M8 10.2V2M4.8 5.2L8 2l3.2 3.2M3 13.8h10',
  armed: [pen, solid('M11.5 12.8a1.5 1.5 0 1 0 3 0 1.5 1.5 0 1 0-3 0z')],
  disarmed: [`${pen}M2 2l12 12`],
  // Devices.
  'host-bridge': 'M2.5 3h11v4h-11zM5 7v3M11 7v3M8 7v6.5M3.5 10h3M9.5 10h3',
  'root-port': 'M4.5 2.5h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM8 6v7.5M5 9.5h6',
  switch:
    'M3.5 5h9A1.5 1.5 0 0 1 14 6.5v3a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 9.5v-3A1.5 1.5 0 0 1 3.5 5zM5 11v2.5M8 11v2.5M11 11v2.5M8 5V2.5',
  drive: [card, 'M4 6.2h3v3.6H4zM9 6.5h3M9 9.5h3'],
  gpu: 'M3.1 3.8h9.8a1.3 1.3 0 0 1 1.3 1.3v4.8a1.3 1.3 0 0 1-1.3 1.3H3.1a1.3 1.3 0 0 1-1.3-1.3V5.1a1.3 1.3 0 0 1 1.3-1.3zM5.9 7.5a2.1 2.1 0 1 0 4.2 0 2.1 2.1 0 1 0-4.2 0zM3.5 11.2v2M6 11.2v2M8.5 11.2v2',
  network: [box, 'M5 13v-3h1.7V8h2.6v2H11v3'],
  vf: [{ d: box, dash: '2 1.6' }, 'M5.5 6.5L7 10l1.5-3.5'],
  thunderbolt: 'M9.2 1.8L4 8.8h3.6l-1 5.4L12 7.2H8.3z',
  usb: 'M8 14V3M8 1.6L6.5 4h3zM8 11L4.8 9V7.2M8 9.5l3.2-2V5.8M3.9 6.6a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0zM10.3 4.2h1.8V6h-1.8z',
  'usb-stick': 'M4.5 6h7v6.5A1.5 1.5 0 0 1 10 14H6a1.5 1.5 0 0 1-1.5-1.5zM5.8 6V2h4.4v4M7.2 3.6v.1M8.8 3.6v.1',
  'usb-key': 'M2.2 8a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0zM7.8 8H14M11.5 8v2.3M13.5 8v1.6',
  device: ['M4 4h8v8H4z', 'M6 4V2M10 4V2M6 14v-2M10 14v-2M4 6H2M4 10H2M14 6h-2M14 10h-2'],
  // Ways to a machine.
  flask: 'M6.3 2h3.4M6.8 2v4L3 12.5A1 1 0 0 0 3.9 14h8.2a1 1 0 0 0 .9-1.5L9.2 6V2M5 9.5h6',
  monitor:
    'M3.3 3h9.4A1.3 1.3 0 0 1 14 4.3v5.4a1.3 1.3 0 0 1-1.3 1.3H3.3A1.3 1.3 0 0 1 2 9.7V4.3A1.3 1.3 0 0 1 3.3 3zM5.5 13.8h5M8 11v2.8',
  terminal:
    'M3.3 3h9.4a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H3.3a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 3.3 3zM4.5 6.2L6.8 8l-2.3 1.8M8.2 10h3',
  serial: [{ d: 'M2 5h12l-1.5 6.5h-9zM5 7.3v.1M8 7.3v.1M11 7.3v.1M6.5 9.5v.1M9.5 9.5v.1', width: 1.5 }],
  vm: 'M4 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zM5 6l3 5 3-5',
  recording: 'M3 8a5 5 0 1 0 1.8-3.8M4.8 1.8v2.5h2.5M8 5.5V8l1.8 1.2',
  // Verdicts: disc with tick, octagon, broken ring, diamond with bar, faded tick.
  pass: [solid(disc), { d: 'M5.2 8.2l2 2 3.6-4.2', knock: true, width: 1.6 }],
  fail: [
    solid('M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z'),
    { d: 'M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4', knock: true, width: 1.6 },
  ],
  'no-reference': ['M8 1.8L14.2 8 8 14.2 1.8 8z', { d: 'M5.8 8h4.4', width: 1.5 }],
  'not-checkable': [
    { d: disc, dash: '2.4 1.9' },
    { d: 'M8 4.9v3.6M8 10.9v.1', width: 1.6 },
  ],
  stale: [
    { d: disc, dash: '2.4 1.9' },
    { d: 'M5.4 8.2l2 2 3.4-4', faint: true },
  ],
  none: [{ d: 'M5.5 8h5', faint: true }],
  // Where a fact comes from.
  // Said, and not enforced.
  asserted: 'M3 2.5h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H8.5l-3 3v-3H3a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z',
  measured: [{ d: 'M4.8 8a3.2 3.2 0 1 0 6.4 0 3.2 3.2 0 1 0-6.4 0z', fill: true, width: 0 }],
  inferred: [
    { d: 'M2.4 8a5.6 5.6 0 1 0 11.2 0 5.6 5.6 0 1 0-11.2 0z', dash: '2.6 1.8', width: 1.2 },
    { d: 'M5.2 7.1c1-1.1 1.9-.7 2.8-.2s1.8.9 2.8-.2M5.2 9.9c1-1.1 1.9-.7 2.8-.2s1.8.9 2.8-.2', width: 1.2 },
  ],
  unknown: [
    { d: 'M2.4 8a5.6 5.6 0 1 0 11.2 0 5.6 5.6 0 1 0-11.2 0z', dash: '.1 2.3', width: 1.3 },
    { d: 'M6.5 6.6a1.5 1.5 0 1 1 2 1.5c-.4.2-.5.4-.5.8M8 10.9v.1', width: 1.3 },
  ],
  // The window's own.
  logo: [
    { d: 'M3 13.5V9.5h3.4V6h3.4V2.5h3.4', width: 1.9 },
    { d: 'M10.7 12.6a1.9 1.9 0 1 0 3.8 0 1.9 1.9 0 1 0-3.8 0z', fill: true, width: 0 },
  ],
  search: 'M2.5 7a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0zM10.4 10.4L14 14',
  filter: 'M2 3.5h12M4.5 8h7M6.5 12.5h3',
  sort: 'M4.5 3v10M2 10.5L4.5 13 7 10.5M9 4h5M9 7.5h4M9 11h2.5',
  copy: 'M7 5.5h5A1.5 1.5 0 0 1 13.5 7v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5zM10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5',
  check: [{ d: 'M3.5 8.5l3 3 6-7', width: 1.8 }],
  sun: 'M5.2 8a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  'theme-system': ['M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0z', solid('M8 2.5v11a5.5 5.5 0 0 0 0-11z')],
  presenter: 'M3 2.5h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM8 10.5V12M5.5 14L8 12l2.5 2',
  table:
    'M3.3 3h9.4A1.3 1.3 0 0 1 14 4.3v7.4a1.3 1.3 0 0 1-1.3 1.3H3.3A1.3 1.3 0 0 1 2 11.7V4.3A1.3 1.3 0 0 1 3.3 3zM2 6.5h12M2 9.7h12M6.5 6.5V13',
  follow: 'M2.5 8h6M6 5l3 3-3 3M12.5 2.5v11',
  undo: 'M5.5 3L2.5 6l3 3M2.8 6h6.7a4 4 0 0 1 0 8H7',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 1.8v3h-3',
  play: [solid('M5 3l8 5-8 5z')],
  pause: [{ d: 'M5.5 3.5v9M10.5 3.5v9', width: 2.2 }],
  eye: 'M1.8 8S4 4 8 4s6.2 4 6.2 4-2.2 4-6.2 4-6.2-4-6.2-4zM6.2 8a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  arrow: 'M3 8h9.5M9 4.5L12.5 8 9 11.5',
  more: [{ d: 'M3.5 8v.1M8 8v.1M12.5 8v.1', width: 2.2 }],
  pin: 'M6 2h4M6.5 2v4.5L4.5 9h7l-2-2.5V2M8 9v5',
  info: ['M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0z', { d: 'M8 7.4v3.8M8 5v.1', width: 1.6 }],
  keyboard:
    'M3.3 4h9.4A1.3 1.3 0 0 1 14 5.3v5.4a1.3 1.3 0 0 1-1.3 1.3H3.3A1.3 1.3 0 0 1 2 10.7V5.3A1.3 1.3 0 0 1 3.3 4zM4.8 6.6v.1M8 6.6v.1M11.2 6.6v.1M5 9.5h6',
  'text-size': 'M1.5 12.5l3.8-9h.4l3.8 9M2.8 9.5h5.4M10 12.5l2.3-5.5h.4l2.3 5.5M10.8 10.5h3.4',
  density: 'M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h11',
  export: 'M8 9.5V2M5 4.8L8 2l3 2.8M3 9v3.5A1.5 1.5 0 0 0 4.5 14h7a1.5 1.5 0 0 0 1.5-1.5V9',
  step: [solid('M4 3.5l6 4.5-6 4.5z'), { d: 'M12.2 3.5v9', width: 1.8 }],
  spin: [{ d: 'M8 2a6 6 0 1 1-6 6', width: 1.9 }],
  'chevron-right': 'M6 4l4 4-4 4',
  'chevron-down': 'M4 6l4 4 4-4',
  'chevron-left': 'M10 4L6 8l4 4',
  'chevron-up': 'M4 10l4-4 4 4',
} as const satisfies Readonly<Record<string, Glyph>>;

export type IconName = keyof typeof glyphs;

/** The strokes of a glyph, in the order in which they are drawn. */
export const strokesOf = (name: IconName): readonly Stroke[] => {
  const glyph: Glyph = glyphs[name];
  return typeof glyph === 'string'
    ? [{ d: glyph }]
    : glyph.map((part: string | Stroke) => (typeof part === 'string' ? { d: part } : part));
};
