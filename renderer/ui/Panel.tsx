/** A panel of the bench: a head with its name, a note and its acts, and a body that fills the rest. */
import { createContext, type ReactNode, useContext } from 'react';
import './panel.css';
import { classes } from './tone.js';

export interface PanelProps {
  readonly title: string;
  /** A few grey words after the title. */
  readonly note?: ReactNode;
  /** Chips or tabs after the note, at the left. */
  readonly lead?: ReactNode;
  /** At the right end of the head. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The body scrolls; leave out where what is inside scrolls by itself. */
  readonly scrolls?: boolean;
}

/** What a panel's place adds to its head: tabs instead of the title where panels share one place, and acts such as folding. */
export interface PanelPlace {
  readonly heading?: ReactNode;
  readonly acts?: ReactNode;
}

/** Set by whoever lays panels out; a panel need not know where it stands. */
export const PanelPlaceContext = createContext<PanelPlace>({});

/** A region named by its title; `F6` goes from one to the next. */
export function Panel({ title, note, lead, actions, children, scrolls = false }: PanelProps) {
  const place = useContext(PanelPlaceContext);
  return (
    <section className="ui-panel" aria-label={title} tabIndex={-1}>
      <header className="ui-panel-head">
        {place.heading ?? <h2>{title}</h2>}
        {note !== undefined && <span className="ui-panel-note">{note}</span>}
        {lead}
        <span className="grow" />
        {actions}
        {place.acts}
      </header>
      <div className={classes('ui-panel-body', scrolls && 'is-scrolling')}>{children}</div>
    </section>
  );
}
