/** What a level permits, in one dot: all of it, half (shared or bounced), or struck through. An accent ring: the next write changes it. */
import './marks.css';
import { classes } from './tone.js';

export interface PrivilegeDotProps {
  readonly kind: 'full' | 'half' | 'no';
  readonly changes?: boolean;
  /** Said in place of the drawing. */
  readonly label?: string;
}

export function PrivilegeDot({ kind, changes = false, label }: PrivilegeDotProps) {
  const words = label ?? kind;
  return (
    <svg
      className={classes('ui-icon ui-dot', changes && 'is-changing')}
      width="20"
      height="20"
      viewBox="0 0 20 20"
      role="img"
      aria-label={changes ? `${words}, changes` : words}
    >
      {changes && <circle className="ui-dot-ring" cx="10" cy="10" r="8.6" strokeWidth="2" />}
      <circle
        cx="10"
        cy="10"
        r="5"
        strokeWidth={kind === 'no' ? 1.2 : 1.5}
        {...(kind === 'full' ? { fill: 'currentColor' } : {})}
      />
      {kind === 'half' && <path d="M5 10a5 5 0 0 0 10 0z" fill="currentColor" stroke="none" />}
      {kind === 'no' && <path d="M5.6 14.4l8.8-8.8" strokeWidth="1.2" />}
    </svg>
  );
}
