/** A field whose text nobody behind you can read. The browser is told to keep and suggest nothing. */
import { useId, useState } from 'react';
import './field.css';
import { IconButton } from './IconButton.js';

export interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Longest text taken. */
  readonly most?: number;
}

export function SecretField({ label, value, onChange, most }: SecretFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className="ui-field">
      <label htmlFor={id} className="ui-field-label">
        {label}
      </label>
      <div className="ui-field-box">
        <input
          id={id}
          type={shown ? 'text' : 'password'}
          value={value}
          autoComplete="off"
          spellCheck={false}
          {...(most === undefined ? {} : { maxLength: most })}
          onChange={(event) => onChange(event.target.value)}
        />
        <IconButton icon="eye" label="Show what is typed" pressed={shown} onPress={() => setShown(!shown)} />
      </div>
    </div>
  );
}
