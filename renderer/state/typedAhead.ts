/** What is typed for a dialog that is still being loaded: kept for its field, so that a fast hand loses nothing and runs nothing. */

export interface TypedAhead {
  readonly text: string;
  /** Enter came last. */
  readonly entered: boolean;
}

const nothing: TypedAhead = { text: '', entered: false };
let typed = nothing;

/** `typed` with one more key, as a text field would take it; nothing follows Enter. */
export const withKey = (before: TypedAhead, key: string): TypedAhead => {
  if (before.entered) return before;
  if (key === 'Enter') return { ...before, entered: true };
  if (key === 'Backspace') return { ...before, text: [...before.text].slice(0, -1).join('') };
  return [...key].length === 1 ? { ...before, text: before.text + key } : before;
};

export const holdKey = (key: string): void => {
  typed = withKey(typed, key);
};

/** What was typed so far. */
export const typedAhead = (): TypedAhead => typed;

export const forgetTyped = (): void => {
  typed = nothing;
};
