/** A key, or keys held together, as they stand in menus and tooltips: `Ctrl Enter`. */
import './button.css';

/** The keys as in the command registry: parts with a space between. */
export function Kbd({ children }: { readonly children: string }) {
  return <kbd className="ui-kbd">{children}</kbd>;
}
