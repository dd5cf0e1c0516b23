/** A button that names its act, shows its key, and says what it waits for when it cannot work yet. */
import type { ReactNode, Ref } from 'react';
import './button.css';
import { Icon, type IconName } from './Icon.js';
import { Kbd } from './Kbd.js';
import { classes } from './tone.js';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  /** `primary` is the one next act of a card; `quiet` has no frame; `link` reads as part of a sentence. */
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'link';
  readonly icon?: IconName;
  /** The key that does the same, e.g. `Ctrl Enter`. */
  readonly keys?: string;
  /** While it runs: what to show instead (`Writing, 1.4 s`). Pressing does nothing then. */
  readonly busy?: string | null;
  /** Why it cannot work now. It stays readable and focusable, and says this. */
  readonly waits?: string | null;
  readonly tip?: string;
  readonly autoFocus?: boolean;
  readonly submit?: boolean;
  /** The place in its panel that the keys go to first. */
  readonly home?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { children, onPress, variant = 'plain', icon, keys, busy, waits, tip, autoFocus, submit, home, ref } = props;
  const still = Boolean(busy) || Boolean(waits);
  const said = waits ?? tip;
  return (
    <button
      ref={ref}
      type={submit ? 'submit' : 'button'}
      className={classes(
        variant === 'link' ? 'ui-link' : 'ui-button',
        variant !== 'link' && `is-${variant}`,
        waits && 'is-waiting',
        busy && 'is-busy',
      )}
      aria-disabled={still || undefined}
      aria-busy={busy ? true : undefined}
      {...(said ? { 'data-tip': said } : {})}
      {...(autoFocus ? { autoFocus: true } : {})}
      data-home={home || undefined}
      onClick={(event) => {
        if (still) event.preventDefault();
        else if (!submit) onPress();
      }}
    >
      {busy ? <Icon name="spin" tone={variant === 'primary' ? 'sub' : 'accent'} /> : icon && <Icon name={icon} />}
      {busy || children}
      {keys && !busy && <Kbd>{keys}</Kbd>}
    </button>
  );
}
