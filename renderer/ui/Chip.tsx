/** A switch that shows or hides one kind of thing, with how many there are. */
import type { ReactNode } from 'react';
import './button.css';
import { Icon, type IconName } from './Icon.js';
import { classes, type Tone } from './tone.js';

export interface ChipProps {
  readonly children: ReactNode;
  readonly icon?: IconName;
  readonly tone?: Tone;
  readonly count?: number;
  readonly pressed: boolean;
  readonly onPress: () => void;
  readonly tip?: string;
}

export function Chip({ children, icon, tone, count, pressed, onPress, tip }: ChipProps) {
  return (
    <button
      type="button"
      className={classes('ui-chip', !pressed && 'is-off')}
      aria-pressed={pressed}
      onClick={onPress}
      {...(tip ? { 'data-tip': tip } : {})}
    >
      {icon && <Icon name={icon} size={13} {...(tone ? { tone } : {})} />}
      {children}
      {count !== undefined && <b>{count.toLocaleString('en')}</b>}
    </button>
  );
}
