/** Controls that are one stop for Tab; the arrows go from one to the next (WAI-ARIA toolbar). */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import './button.css';

export interface ToolbarProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Called for Arrow down: where to go on. */
  readonly onLeave?: () => void;
}

export function Toolbar({ label, children, onLeave }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const controls = (): HTMLElement[] => [...(bar.current?.querySelectorAll<HTMLElement>(':scope > button') ?? [])];

  const stopAt = (control: HTMLElement | undefined): void => {
    for (const one of controls()) one.tabIndex = one === control ? 0 : -1;
  };
  // Controls come and go with what they count: one of them is always the stop.
  useEffect(() => {
    const all = controls();
    stopAt(all.find((one) => one.tabIndex === 0 && one.hasAttribute('tabindex')) ?? all[0]);
  });

  const onKey = (event: KeyboardEvent): void => {
    const all = controls();
    const at = all.findIndex((one) => one.contains(document.activeElement));
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === 'ArrowDown' && onLeave) onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      tabIndex={-1}
      className="ui-toolbar"
      onKeyDown={onKey}
      onFocus={(event) => {
        const control = controls().find((one) => one === event.target);
        if (control !== undefined) stopAt(control);
      }}
    >
      {children}
    </div>
  );
}
