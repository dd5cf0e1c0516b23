/** What there is to check: each piece with its source and size, or why it could not be had. Nothing here was checked. */
import type { ReactElement } from 'react';
import type { EvidenceItem } from '../../../shared/facts/event.js';

export const EvidenceItems = ({ items }: { readonly items: readonly EvidenceItem[] }): ReactElement => (
  <table className="sp-table sp-items">
    <thead>
      <tr>
        <th scope="col">What there is</th>
        <th scope="col">Source</th>
        <th scope="col">Size</th>
      </tr>
    </thead>
    <tbody>
      {items.map((item) => (
        <tr key={`${item.what} ${item.source}`}>
          <th scope="row">{item.what}</th>
          <td>
            <code>{item.source}</code>
          </td>
          <td>
            {item.bytes === null ? (
              <span className="sp-unknown">{item.why ?? 'not readable'}</span>
            ) : (
              `${item.bytes.toLocaleString('en')} bytes`
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
