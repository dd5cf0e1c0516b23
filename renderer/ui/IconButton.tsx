/** A button that is only a sign; its name and key stand in its tooltip. */
import type { Ref } from 'react';
import './button.css';
import { Icon, type IconName } from './Icon.js';
import { classes } from './tone.js';

export interface IconButtonProps {
  readonly icon: IconName;
  /** Its name, to see on hover and to hear. */
  readonly label: string;
  readonly onPress: () => void;
  readonly keys?: string;
  /** A switch: on or off. Leave out for a plain act. */
  readonly pressed?: boolean;
  /** Why it cannot work now. */
  readonly waits?: string | null;
  /** 24 pixels, for panel heads (default), or 28 for the title bar. */
  readonly size?: 24 | 28;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon, label, onPress, keys, pressed, waits, size = 24, ref }: IconButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      className={classes('ui-icon-button', size === 28 && 'is-large', pressed && 'is-on')}
      aria-label={label}
      aria-disabled={waits ? true : undefined}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      data-tip={waits ? `${label}: ${waits}` : label}
      {...(keys ? { 'data-tip-keys': keys } : {})}
      onClick={() => {
        if (!waits) onPress();
      }}
    >
      <Icon name={icon} />
    </button>
  );
}
