/** A value with its mark: what it is, and how we know it. */
import { Asserted } from '../../ui/Asserted.js';
import { Provenance } from '../../ui/Provenance.js';
import { KnownText } from './KnownText.js';
import type { Known } from './known.js';

export function Value({ known }: { readonly known: Known }) {
  return (
    <span className="insp-value">
      <KnownText known={known} />
      <Provenance kind={known.kind} why={known.source} />
      {known.asserted && <Asserted look="sign" />}
    </span>
  );
}
