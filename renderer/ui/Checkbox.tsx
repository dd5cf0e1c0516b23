/** Yes or no, with its words beside it. */
import type { ReactNode } from 'react';
import './field.css';
import { Icon } from './Icon.js';

export interface CheckboxProps {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ children, checked, onChange }: CheckboxProps) {
  return (
    <label className="ui-check">
      <input
        type="checkbox"
        className="unseen"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="ui-check-box" aria-hidden="true">
        {checked && <Icon name="check" size={12} />}
      </span>
      <span>{children}</span>
    </label>
  );
}
