/** What there is to check: each piece with its source and size, or why it could not be had. Nothing here was checked. */
import type { ReactElement } from 'react';
import type { EvidenceItem } from '../../../shared/facts/event.js';
import { counted, listed } from './words.js';

interface Missing {
  readonly why: string;
  readonly what: readonly string[];
}

/** What could not be had, gathered under its reason: one reason said once. */
const missingOf = (items: readonly EvidenceItem[]): readonly Missing[] => {
  const byWhy = new Map<string, string[]>();
  for (const item of items) {
    if (item.bytes !== null) continue;
    const why = item.why ?? 'not readable';
    byWhy.set(why, [...(byWhy.get(why) ?? []), item.what]);
  }
  return [...byWhy].map(([why, what]) => ({ why, what }));
};

export const EvidenceItems = ({ items }: { readonly items: readonly EvidenceItem[] }): ReactElement => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls, also by keyboard
  <section className="sp-items" aria-label="What there is to check" tabIndex={0}>
    <table className="sp-table">
      <thead>
        <tr>
          <th scope="col">What there is</th>
          <th scope="col">Source</th>
          <th scope="col">Size</th>
        </tr>
      </thead>
      <tbody>
        {items
          .filter((item) => item.bytes !== null)
          .map((item) => (
            <tr key={`${item.what} ${item.source}`}>
              <th scope="row">{item.what}</th>
              <td data-tip={item.source}>
                <code>{item.source}</code>
              </td>
              <td>{counted(item.bytes ?? 0, 'byte')}</td>
            </tr>
          ))}
        {missingOf(items).map(({ why, what }) => (
          <tr key={why}>
            <th scope="row">{listed(what)}</th>
            <td colSpan={2}>
              <span className="sp-unknown">{why}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
