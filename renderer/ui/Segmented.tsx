/** A choice of a few, all in sight: native radio buttons in the dress of a segmented control. */
import { useId } from 'react';
import './field.css';
import { Icon, type IconName } from './Icon.js';
import { classes } from './tone.js';

export interface SegmentedProps<V extends string> {
  /** Names the choice; for screen readers. */
  readonly label: string;
  readonly options: readonly {
    readonly value: V;
    readonly title: string;
    readonly icon?: IconName;
    readonly tip?: string;
  }[];
  /** Null: none of them is chosen yet. */
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}

export function Segmented<V extends string>({ label, options, value, onChange }: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset className="ui-segmented">
      <legend className="unseen">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={classes('ui-segment', option.value === value && 'is-on')}
          {...(option.tip ? { 'data-tip': option.tip } : {})}
        >
          <input
            type="radio"
            className="unseen"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon && <Icon name={option.icon} size={14} />}
          {option.title}
        </label>
      ))}
    </fieldset>
  );
}
