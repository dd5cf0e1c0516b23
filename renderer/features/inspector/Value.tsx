/** A value with its mark: what it is, and how we know it. */
import { Asserted } from '../../ui/Asserted.js';
import { FactValue } from '../../ui/FactValue.js';
import { Provenance } from '../../ui/Provenance.js';
import type { Known } from './known.js';

export function Value({ known }: { readonly known: Known }) {
  return (
    <span className="insp-value">
      <span className="ell" data-testid="inspector-value">
        <FactValue
          kind={known.kind}
          mono={known.mono}
          why={known.kind === 'unknown' ? known.source : `${known.text}: ${known.source}`}
        >
          {known.text}
        </FactValue>
      </span>
      <Provenance kind={known.kind} why={known.source} />
      {known.asserted && <Asserted look="sign" />}
    </span>
  );
}
