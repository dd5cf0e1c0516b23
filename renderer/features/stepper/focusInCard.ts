/** Focus within a card, without losing the head of the card: it is scrolled into sight as a whole, or from its top. */
export const focusInCard = (element: HTMLElement | null): void => {
  element?.focus({ preventScroll: true });
  const card = element?.closest('.sp-card, .sp-refusal');
  const stepper = card?.closest('.sp');
  if (card === null || card === undefined || stepper === null || stepper === undefined) return;
  const end = card.getBoundingClientRect().bottom - stepper.getBoundingClientRect().top + stepper.scrollTop;
  // The head of the device lies over what is scrolled: a card that would reach under it is too tall as well.
  const room = stepper.clientHeight - (stepper.querySelector('.sp-head')?.clientHeight ?? 0) - 8;
  // As much of the picture as there is room for stays above the card; a card that is too tall starts at its head.
  if (card.clientHeight < room) stepper.scrollTop = Math.max(0, end - stepper.clientHeight + 8);
  else card.scrollIntoView({ block: 'start' });
};
