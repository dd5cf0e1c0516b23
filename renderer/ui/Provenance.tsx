/** Where a value comes from, marked the same way everywhere: a dot, a dashed ring with a wave, a dotted ring with "?". */
import { memo } from 'react';
import { Icon } from './Icon.js';
import './marks.css';
import { classes } from './tone.js';

export type ProvenanceKind = 'measured' | 'inferred' | 'unknown';

export interface ProvenanceProps {
  readonly kind: ProvenanceKind;
  /** Said on hover: the source, what it rests on, or why it is not known. */
  readonly why?: string;
  readonly size?: number;
}

/** The mark. It says its kind to those who cannot see it. */
export const Provenance = memo(function Provenance({ kind, why, size = 14 }: ProvenanceProps) {
  const tip = why === undefined ? kind : `${kind}: ${why}`;
  return (
    <span className={classes('ui-source', `is-${kind}`)} data-tip={tip}>
      <Icon name={kind} size={size} label={kind} />
    </span>
  );
});
