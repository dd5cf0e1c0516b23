/** Going from panel to panel by keyboard. */

const canFocus = 'a[href], button:not([tabindex="-1"]), input, textarea, select, [tabindex="0"]';

/** Where the focus was last in each panel: a panel that is come back to is gone on with. */
const lastIn = new WeakMap<HTMLElement, HTMLElement>();

const panelsHere = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('.ui-panel, .bench-stepper'),
];

document.addEventListener('focusin', ({ target }) => {
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return;
  const panel = target.closest<HTMLElement>('.ui-panel, .bench-stepper');
  // A row that is clicked has the focus itself; it may be gone when the panel is come back to, the rows are not.
  if (panel !== null && panel !== target)
    lastIn.set(panel, target.closest<HTMLElement>('[data-home]') ?? (target as HTMLElement));
});

/** The place in a panel that the keys are for: where it was last, else its home (the rows, the main button), else its first control, else itself. */
const placeIn = (panel: HTMLElement): HTMLElement => {
  const last = lastIn.get(panel);
  if (last !== undefined && panel.contains(last) && last.checkVisibility()) return last;
  const home = panel.querySelector<HTMLElement>('[data-home]');
  if (home !== null) return home;
  return (panel.querySelector('.ui-panel-body') ?? panel).querySelector<HTMLElement>(canFocus) ?? panel;
};

/** Focuses the next panel after the one that has the focus, or the one before. False where there is none. */
export const focusNextPanel = (by: 1 | -1): boolean => {
  const panels = panelsHere();
  const at = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = panels[at < 0 ? (by > 0 ? 0 : panels.length - 1) : (at + by + panels.length) % panels.length];
  if (next === undefined) return false;
  placeIn(next).focus();
  return true;
};
