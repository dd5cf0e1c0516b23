/** Panels that share one place: a row of tabs for a panel's head. Arrow keys go from one to the next. */
import { type KeyboardEvent, useRef } from 'react';
import './field.css';

export interface TabsProps<V extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly value: V; readonly title: string; readonly count?: number }[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** Id of the element they fill. */
  readonly controls: string;
}

export function Tabs<V extends string>({ label, tabs, value, onChange, controls }: TabsProps<V>) {
  const row = useRef<HTMLDivElement>(null);
  const go = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (by === 0 || !next) return;
    event.preventDefault();
    onChange(next.value);
    row.current?.querySelectorAll('button')[tabs.indexOf(next)]?.focus();
  };
  return (
    <div ref={row} role="tablist" aria-label={label} className="ui-tabs" onKeyDown={go}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          className="ui-tab"
          aria-selected={tab.value === value}
          aria-controls={controls}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
        >
          {tab.title}
          {tab.count !== undefined && <span className="dim tnum"> {tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
