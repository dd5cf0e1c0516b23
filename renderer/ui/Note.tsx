/** A strip that says what happened, beside what it is about: amber for a refusal, red for a fault, plain for the rest. Never a dialog. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.js';
import './panel.css';
import { classes } from './tone.js';

export interface NoteProps {
  readonly tone?: 'plain' | 'accent' | 'refuse' | 'fault';
  readonly icon?: IconName;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Said aloud when it appears. */
  readonly live?: boolean;
}

export function Note({ tone = 'plain', icon, children, action, live = false }: NoteProps) {
  return (
    <div className={classes('ui-note', `is-${tone}`)} {...(live ? { role: 'status' } : {})}>
      {icon && <Icon name={icon} />}
      <div className="grow">{children}</div>
      {action}
    </div>
  );
}
