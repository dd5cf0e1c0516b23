/** A dialog: the browser's own, so that focus stays inside, Escape closes and the page below is inert. For choices and reading; never for a refusal. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './IconButton.js';
import './overlay.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, at the right. */
  readonly footer?: ReactNode;
  /** Pixels; 520 when not told. */
  readonly width?: number;
  /** True where closing is an answer: a click beside it, often by accident, gives none. */
  readonly steady?: boolean;
}

const canFocus = 'button, input, textarea, select, a[href], [tabindex="0"]';

/** Open while it is on the page: mount it to open, unmount it to close. */
export function Dialog({ title, onClose, children, footer, width = 520, steady = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const heading = useId();
  // Before the page is painted, so that no key comes between the picture and the dialog.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // The first thing to fill in or press, not the close button; where there is none, the heading.
    const inside = body.current?.querySelector<HTMLElement>(canFocus) ?? head.current;
    inside?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way to the same
    <dialog
      ref={dialog}
      className="ui-dialog"
      style={{ width }}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (!steady && event.target === dialog.current) onClose();
      }}
    >
      <div className="ui-dialog-inside">
        <header className="ui-dialog-head">
          <h2 ref={head} id={heading} tabIndex={-1}>
            {title}
          </h2>
          <IconButton icon="close" label="Close" keys="Esc" onPress={onClose} />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keyboard */}
        <div ref={body} className="ui-dialog-body" tabIndex={0}>
          {children}
        </div>
        {footer !== undefined && <footer className="ui-dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
