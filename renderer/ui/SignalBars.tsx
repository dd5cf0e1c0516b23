/** A height on a scale of four, as signal bars with its number and word: readable without colour. */
import { memo } from 'react';
import './marks.css';
import type { ProvenanceKind } from './Provenance.js';
import { classes } from './tone.js';

export interface SignalBarsProps {
  /** Steps filled, 0 struck through to 4 full; null when not known. */
  readonly steps: 0 | 1 | 2 | 3 | 4 | null;
  /** The word beside the number. Empty: the bars and number alone. */
  readonly label: string;
  /** A shorter form of the word for places that are too narrow for it; their style shows it (marks.css). It is not read out. */
  readonly short?: string;
  /** How it is known: inferred is underlined dashed, unknown greyed. Measured when not told. */
  readonly provenance?: ProvenanceKind;
  /** `glyph` draws the bars alone (name them in the surroundings); `big` is the boxed form of a head. */
  readonly look?: 'row' | 'glyph' | 'big';
}

const bars = [0, 1, 2, 3] as const;

/** The bars alone. Decoration: whoever uses it says the level in words. */
export const SignalGlyph = memo(function SignalGlyph({ steps }: Pick<SignalBarsProps, 'steps'>) {
  if (steps === null)
    return (
      <svg className="ui-icon ui-bars" width="18" height="15" viewBox="0 0 18.4 15" aria-hidden="true">
        <path d="M1 13.5h16.4M1 9.5h3M5.4 6.5h3M14 .8h3.4" strokeDasharray="1.2 1.8" strokeWidth="1.1" />
        <path d="M7.4 5.2a2 2 0 1 1 2.6 2.1c-.5.2-.7.5-.7 1.1M9.3 10.9v.1" strokeWidth="1.5" />
      </svg>
    );
  return (
    <svg className="ui-icon ui-bars" width="18" height="15" viewBox="0 0 18.4 15" aria-hidden="true">
      {bars.map((bar) => (
        <rect
          key={bar}
          className={bar < steps ? 'is-full' : 'is-hollow'}
          x={1.2 + bar * 4.4}
          y={10.2 - bar * 3}
          width="2.8"
          height={3.1 + bar * 3}
          rx="0.6"
        />
      ))}
      {steps === 0 && <path d="M1 2.2l16.4 11" strokeWidth="1.5" />}
    </svg>
  );
});

/** Bars, number and word. */
export const SignalBars = memo(function SignalBars({ steps, label, short, provenance, look = 'row' }: SignalBarsProps) {
  if (look === 'glyph') return <SignalGlyph steps={steps} />;
  const kind = steps === null ? 'unknown' : (provenance ?? 'measured');
  return (
    <span className={classes('ui-level', `is-${kind}`, look === 'big' && 'is-big')}>
      <SignalGlyph steps={steps} />
      <b>{steps ?? '?'}</b>
      {label !== '' && <span className={classes('ui-level-word', short !== undefined && 'has-short')}>{label}</span>}
      {short !== undefined && (
        <span className="ui-level-word is-short" aria-hidden="true">
          {short}
        </span>
      )}
    </span>
  );
});
