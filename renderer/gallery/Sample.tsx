/** One line of the gallery: the thing, and what it means. */
import type { ReactNode } from 'react';

export function Sheet({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="gal-sheet">
      <h2>
        {title} {note && <span>{note}</span>}
      </h2>
      {children}
    </section>
  );
}

export function Sample({ children, text }: { children: ReactNode; text: string }) {
  return (
    <div className="gal-sample">
      <div className="row">{children}</div>
      <div className="sub">{text}</div>
    </div>
  );
}
