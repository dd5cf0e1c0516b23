/** Going from panel to panel by keyboard. */

const canFocus = 'a[href], button:not([tabindex="-1"]), input, textarea, select, [tabindex="0"]';

/** Focuses the next panel after the one that has the focus (or the one before): its first control in the body, else itself. */
export const focusNextPanel = (by: 1 | -1): boolean => {
  const panels = [...document.querySelectorAll<HTMLElement>('.ui-panel, .bench-stepper')];
  if (panels.length === 0) return false;
  const at = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = panels[at < 0 ? (by > 0 ? 0 : panels.length - 1) : (at + by + panels.length) % panels.length];
  const inside = (next?.querySelector('.ui-panel-body') ?? next)?.querySelector<HTMLElement>(canFocus);
  (inside ?? next)?.focus();
  return true;
};
