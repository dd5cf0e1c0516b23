/** Brings the focus into a card without losing the card's head. */

/** Left between a card and the edge of what is in sight. In pixels. */
const gap = 8;

/** Focuses an element of a card; the card is scrolled into sight as a whole, or from its top. */
export const focusInCard = (element: HTMLElement | null): void => {
  element?.focus({ preventScroll: true });
  const card = element?.closest('.sp-card, .sp-refusal');
  const stepper = card?.closest('.sp');
  if (card === null || card === undefined || stepper === null || stepper === undefined) return;
  const { top } = stepper.getBoundingClientRect();
  const box = card.getBoundingClientRect();
  // The head of the device lies over what is scrolled: a card that would reach under it is too tall as well.
  const head = (stepper.querySelector('.sp-head')?.clientHeight ?? 0) + gap;
  const room = stepper.clientHeight - head - gap;
  // As much of the picture as there is room for stays above the card, all of it while the card has its place below; a
  // card that is too tall starts at its head. Only the stepper is scrolled, and nothing around it.
  const hidden = box.bottom - top + stepper.scrollTop - stepper.clientHeight;
  if (box.height < room) stepper.scrollTop = hidden <= 0 ? 0 : hidden + gap;
  else stepper.scrollTop = Math.max(0, stepper.scrollTop + box.top - head - top);
};
