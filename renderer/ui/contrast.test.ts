/** Contrast of every pair of colours in use, in both themes: text 4.5:1, edges that carry meaning 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Colours of one theme: the `:root` block that ends in this selector. */
const themeOf = (name: string): ReadonlyMap<string, string> => {
  const block = new RegExp(`data-theme="${name}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, token = '', value = '']) => [token, value]),
  );
};

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

const surfaces = ['app', 'panel', 'sunk', 'raised', 'hover', 'accent-soft'];
const onAll = (token: string, grounds = surfaces): [string, string][] => grounds.map((ground) => [token, ground]);

/** Text and the ground it stands on. */
const text: readonly (readonly [string, string])[] = [
  ...onAll('ink', [
    ...surfaces,
    'refuse-soft',
    'fault-soft',
    'pass-soft',
    'hx-1',
    'hx-2',
    'hx-3',
    'hx-4',
    'lv-0',
    'lv-1',
  ]),
  ...onAll('ink-2', [...surfaces, 'refuse-soft', 'fault-soft', 'pass-soft']),
  ...onAll('ink-3', [...surfaces, 'refuse-soft', 'fault-soft']),
  ...onAll('accent', ['app', 'panel', 'sunk', 'raised', 'hover', 'accent-soft']),
  ...onAll('refuse', ['app', 'panel', 'sunk', 'raised', 'hover', 'refuse-soft']),
  ...onAll('fault', ['app', 'panel', 'sunk', 'raised', 'hover', 'fault-soft']),
  ...onAll('pass', ['app', 'panel', 'sunk', 'raised', 'hover', 'pass-soft']),
  ['on-accent', 'accent-fill'],
  ['on-accent', 'accent-fill-2'],
  ['lv-on-strong', 'lv-3'],
  ['lv-on-strong', 'lv-4'],
  ['panel', 'ink'],
];

/** Borders, rings and marks that say something, and what they stand on. */
const edges: readonly (readonly [string, string])[] = [
  ...onAll('edge', ['app', 'panel', 'sunk', 'hover', 'accent-soft']),
  ...onAll('lv-edge', ['panel', 'sunk', 'hover', 'accent-soft', 'lv-0']),
  ...onAll('accent', ['app', 'panel', 'sunk', 'raised']),
  ['accent-fill', 'panel'],
  ['accent-fill', 'app'],
];

describe.each(['light', 'dark'])('%s theme', (name) => {
  const theme = themeOf(name);
  const of = (token: string): string => {
    const value = theme.get(token);
    if (value === undefined) throw new Error(`tokens.css has no --${token} in the ${name} theme`);
    return value;
  };
  it.each(text)('text %s on %s has 4.5:1', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(edges)('edge %s on %s has 3:1', (edge, ground) => {
    expect(contrast(of(edge), of(ground))).toBeGreaterThanOrEqual(3);
  });
});

describe('themes', () => {
  it('carry the same names', () => {
    expect([...themeOf('dark').keys()].sort()).toEqual([...themeOf('light').keys()].sort());
  });
  it('give every colour that the stylesheets and widgets name', () => {
    expect(themeOf('light').size).toBeGreaterThan(35);
  });
});
