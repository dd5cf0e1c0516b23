/** One sign on the page, in the text's colour. */
import { memo } from 'react';
import { type IconName, strokesOf } from './glyphs.js';
import './icon.css';
import { classes, type Tone } from './tone.js';

export type { IconName } from './glyphs.js';

export interface IconProps {
  readonly name: IconName;
  /** Pixels; 16 when not told. */
  readonly size?: number;
  readonly tone?: Tone;
  /** What it says to those who cannot see it. Without one the icon is decoration. */
  readonly label?: string;
  readonly className?: string;
}

/** Draws the sign `name`. */
export const Icon = memo(function Icon({ name, size = 16, tone, label, className }: IconProps) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: a title would show as the browser's own tooltip; the label says it
    <svg
      className={classes('ui-icon', tone && `tone-${tone}`, name === 'spin' && 'is-spinning', className)}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {strokesOf(name).map((stroke) => (
        <path
          key={stroke.d}
          d={stroke.d}
          strokeWidth={stroke.width ?? 1.4}
          {...(stroke.fill ? { fill: stroke.knock ? 'var(--icon-ground)' : 'currentColor' } : {})}
          {...(stroke.knock ? { stroke: 'var(--icon-ground)' } : {})}
          {...(stroke.dash ? { strokeDasharray: stroke.dash } : {})}
          {...(stroke.faint ? { opacity: 0.6 } : {})}
        />
      ))}
    </svg>
  );
});
