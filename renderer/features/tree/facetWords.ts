/** What the facets and their values are called on screen. */
import type { Facet } from '../../../shared/filter/facets.js';
import { levelWords } from '../../../shared/model/level.js';

export const facetTitles: Readonly<Record<Facet, { readonly title: string; readonly tip: string }>> = {
  level: { title: 'Level', tip: 'How far the kernel trusts it' },
  bus: { title: 'Bus', tip: 'The bus it is on' },
  lock: { title: 'Lock', tip: 'How it is held: its interface’s state, or a connection' },
  link: { title: 'Link', tip: 'How its link is protected' },
  verdict: { title: 'Verdict', tip: 'What was said of its evidence' },
  provenance: { title: 'Source', tip: 'How its level is known: measured, inferred or not' },
};

/** In this order in a menu; others follow in their own. */
const orders: Readonly<Partial<Record<Facet, readonly string[]>>> = {
  lock: ['unlocked', 'connected', 'locked', 'run', 'error'],
  link: ['open', 'asserted', 'ide', 'lost'],
  verdict: ['none', 'gathered', 'accepted', 'rejected', 'stale'],
  provenance: ['measured', 'inferred', 'unknown'],
};

const buses: Readonly<Record<string, string>> = { pci: 'PCI', usb: 'USB', thunderbolt: 'Thunderbolt', none: 'no bus' };
const links: Readonly<Record<string, string>> = { ide: 'IDE stream', asserted: 'asserted safe' };
const locks: Readonly<Record<string, string>> = { run: 'running', error: 'in ERROR' };

export const valueTitle = (facet: Facet, value: string): string => {
  if (value === '?') return 'not known';
  switch (facet) {
    case 'level': {
      const word = Object.entries(levelWords).find(([level]) => level === value)?.[1].name;
      return word === undefined ? value : `${value} ${word}`;
    }
    case 'bus':
      return buses[value] ?? value;
    case 'link':
      return links[value] ?? value;
    case 'lock':
      return locks[value] ?? value;
    default:
      return value;
  }
};

/** Values in the order a menu shows them; what is not known last. */
export const inOrder = (facet: Facet, values: Iterable<string>): readonly string[] => {
  const place = (value: string): number => {
    if (value === '?') return 1000;
    const at = orders[facet]?.indexOf(value) ?? -1;
    return at < 0 ? 100 : at;
  };
  return [...values].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
};
