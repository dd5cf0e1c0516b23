/** A field for text: its label above it or only for screen readers, its sign and key inside. */
import { type KeyboardEvent, type Ref, useId } from 'react';
import './field.css';
import { Icon, type IconName } from './Icon.js';
import { Kbd } from './Kbd.js';
import { classes } from './tone.js';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hideLabel?: boolean;
  readonly icon?: IconName;
  /** The key that brings you here; shown while the field is empty. */
  readonly keys?: string;
  readonly placeholder?: string;
  readonly mono?: boolean;
  /** Lines shown; more than one makes it a text area. */
  readonly lines?: number;
  readonly hint?: string;
  /** What is wrong with the value; replaces the hint. */
  readonly error?: string | null;
  /** Longest text taken. */
  readonly most?: number;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    value,
    onChange,
    hideLabel,
    icon,
    keys,
    placeholder,
    mono,
    lines = 1,
    hint,
    error,
    most,
    onKeyDown,
    ref,
  } = props;
  const id = useId();
  const said = error ?? hint;
  const shared = {
    id,
    value,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': said ? `${id}-said` : undefined,
    autoComplete: 'off',
    spellCheck: false,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(most === undefined ? {} : { maxLength: most }),
    ...(onKeyDown === undefined ? {} : { onKeyDown }),
  } as const;
  return (
    <div className={classes('ui-field', mono && 'is-mono', error && 'is-wrong')}>
      <label htmlFor={id} className={hideLabel ? 'unseen' : 'ui-field-label'}>
        {label}
      </label>
      <div className="ui-field-box">
        {icon && <Icon name={icon} />}
        {lines > 1 ? (
          <textarea {...shared} rows={lines} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input {...shared} ref={ref} type="text" onChange={(event) => onChange(event.target.value)} />
        )}
        {keys && value === '' && <Kbd>{keys}</Kbd>}
      </div>
      {said && (
        <p id={`${id}-said`} className="ui-field-said">
          {said}
        </p>
      )}
    </div>
  );
}
