/** The frame of a way's form: what it is, what this version still lacks for it, and the form. */
import type { ReactNode } from 'react';
import { Note } from '../../ui/Note.js';

export interface PaneProps {
  readonly title: string;
  readonly line: string;
  readonly notYet: string | null;
  readonly children: ReactNode;
}

export const Pane = ({ title, line, notYet, children }: PaneProps) => (
  <section className="cn-pane" aria-labelledby="cn-pane">
    <h1 id="cn-pane">{title}</h1>
    <p className="sub">{line}</p>
    {notYet !== null && <Note icon="info">{notYet}</Note>}
    {children}
  </section>
);

export interface OfferProps {
  readonly name: ReactNode;
  readonly line: string;
  readonly action: ReactNode;
}

/** One row of what was found. */
export const Offer = ({ name, line, action }: OfferProps) => (
  <li className="cn-offer">
    <code className="ell">{name}</code>
    <span className="dim ell">{line}</span>
    {action}
  </li>
);
