/** The theme's tokens as the canvas needs them: read from the page, so that there is one list of colours. */

const names = [
  'panel',
  'sunk',
  'hover',
  'line',
  'line-2',
  'edge',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'accent-soft',
  'accent-line',
  'refuse',
  'fault',
  'pass',
  'fault-soft',
  'fault-line',
  'lv-0',
  'lv-1',
  'lv-2',
  'lv-3',
  'lv-4',
  'lv-edge',
  'lv-on-strong',
] as const;
type Name = (typeof names)[number];

export interface Colours {
  readonly of: Readonly<Record<Name, string>>;
  readonly ui: string;
  readonly mono: string;
  /** Text size: 1 is as designed. */
  readonly text: number;
}

/** Text size as the page has it now: 1 is as designed. */
export const textScale = (): number =>
  Number(getComputedStyle(document.documentElement).getPropertyValue('--text')) || 1;

export const readColours = (element: Element): Colours => {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    of: Object.fromEntries(names.map((name) => [name, value(name) || '#808080'])) as Record<Name, string>,
    ui: value('font-ui') || 'sans-serif',
    mono: value('font-mono') || 'monospace',
    text: textScale(),
  };
};

/** `#rrggbb` as one little-endian pixel of an ImageData. Tokens are written so; anything else is mid grey. */
export const pixelOf = (colour: string): number => {
  const hex = /^#([0-9a-f]{6})/i.exec(colour)?.[1];
  const value = hex === undefined ? 0x808080 : Number.parseInt(hex, 16);
  return ((0xff << 24) | ((value & 0xff) << 16) | (value & 0xff00) | (value >>> 16)) >>> 0;
};

/** Calls back when the theme changes, by the page's attribute or by the system. Returns how to stop. */
export const onTheme = (changed: () => void): (() => void) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-density', 'data-text', 'class'],
  });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
};
