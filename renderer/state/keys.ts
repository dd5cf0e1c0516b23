/** Which keys a key event means, in the words of the command registry: `Ctrl Shift A`, `/`, `F6`. */

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** Shift is part of the keys only where it does not already show in the character: `?`, but `Shift F6` and `Ctrl Shift A`. Command on a Mac counts as Ctrl. */
export const keysPressed = ({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string => {
  const letter = key.length === 1;
  const name = named[key] ?? (letter ? key.toUpperCase() : key);
  const ctrl = ctrlKey || metaKey;
  const isLetter = letter && /\p{L}/u.test(key);
  const shift = shiftKey && (!letter || isLetter);
  return [ctrl && 'Ctrl', altKey && 'Alt', shift && 'Shift', name].filter(Boolean).join(' ');
};

/** True for keys that write nothing into a text field. */
export const beyondTyping = (keys: string): boolean => /^(Ctrl|Alt) |^(Shift )?F\d+$/.test(keys);
