/** What a panel shows when there is nothing to show: why, and what to do next. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon.js';
import './panel.css';

export interface EmptyStateProps {
  readonly title: string;
  readonly icon?: IconName;
  /** Why, and what to do next. */
  readonly text?: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ title, icon, text, children, action }: EmptyStateProps) {
  return (
    <div className="ui-empty">
      {icon && <Icon name={icon} size={20} />}
      <p className="ui-empty-title">{title}</p>
      {text !== undefined && <p className="ui-empty-text">{text}</p>}
      {children !== undefined && <div className="ui-empty-text">{children}</div>}
      {action}
    </div>
  );
}
