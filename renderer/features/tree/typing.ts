/** A word typed in the tree jumps to the next name that begins with it. */
import { type KeyboardEvent, useCallback, useRef } from 'react';
import { useCommands } from '../../state/commands.js';
import { keysPressed } from '../../state/keys.js';

/** A pause longer than this ends the word being typed. */
const typingMs = 700;

/** True for a letter that is a command's key, like `R`: it starts no word here, but may go on in one. */
const isCommandKey = (event: KeyboardEvent): boolean => {
  const keys = keysPressed(event);
  return useCommands.getState().commands.some((command) => command.keys?.includes(keys) ?? false);
};

/** A word typed to jump to a name: letters until a pause. Null when the letter is not for us. */
export const useTyping = (): ((event: KeyboardEvent) => string | null) => {
  // Long ago: time counts from when the page was opened, and its first letter belongs to no word.
  const typed = useRef({ text: '', at: Number.NEGATIVE_INFINITY });
  return useCallback((event) => {
    const begins = event.timeStamp - typed.current.at > typingMs;
    if (begins && isCommandKey(event)) return null;
    const text = begins ? event.key : typed.current.text + event.key;
    typed.current = { text, at: event.timeStamp };
    return text;
  }, []);
};
