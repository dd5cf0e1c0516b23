/** A value as it is known: solid when measured, dashed when inferred or predicted, hatched when unknown. */
import type { ReactNode } from 'react';
import './marks.css';
import type { ProvenanceKind } from './Provenance.js';
import { classes } from './tone.js';

export interface FactValueProps {
  readonly kind: ProvenanceKind;
  readonly children: ReactNode;
  /** Said on hover and to screen readers: source, reasons, or why unknown. */
  readonly why?: string;
  /** False for words; true (the default) for values as the kernel writes them. */
  readonly mono?: boolean;
}

/** The value alone; put `Provenance` beside it. */
export function FactValue({ kind, children, why, mono = true }: FactValueProps) {
  return (
    <span
      className={classes('ui-value', `is-${kind}`, mono && 'is-mono')}
      {...(why === undefined ? {} : { 'data-tip': why })}
    >
      {children}
    </span>
  );
}
