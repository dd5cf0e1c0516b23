/** The text of what is known, drawn as it is known; whole, with its source, in its tip. */
import { FactValue } from '../../ui/FactValue.js';
import type { Known } from './known.js';

export const KnownText = ({ known: { kind, mono, text, source } }: { readonly known: Known }) => (
  <span className="ell" data-testid="inspector-value">
    <FactValue kind={kind} mono={mono} why={kind === 'unknown' ? source : `${text}: ${source}`}>
      {text}
    </FactValue>
  </span>
);
