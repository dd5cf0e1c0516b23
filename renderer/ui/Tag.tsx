/** A small framed word beside a name: `new`, `as predicted`, `differs`. */
import type { ReactNode } from 'react';
import './button.css';
import { classes, type Tone } from './tone.js';

export interface TagProps {
  readonly children: ReactNode;
  readonly tone?: Exclude<Tone, 'sub' | 'dim'>;
  readonly tip?: string;
}

export function Tag({ children, tone, tip }: TagProps) {
  return (
    <span className={classes('ui-tag', tone && `is-${tone}`)} {...(tip ? { 'data-tip': tip } : {})}>
      {children}
    </span>
  );
}
