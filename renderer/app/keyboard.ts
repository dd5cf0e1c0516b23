/** Hands keys to the commands of the registry, wherever the focus is; what a widget has used itself never gets here. */
import { useCommands } from '../state/commands.js';
import { beyondTyping, keysPressed } from '../state/keys.js';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement
    ? !['checkbox', 'radio', 'button'].includes(target.type)
    : target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);

/** Runs the first command that wants these keys; true when one took them. */
export const pressKeys = (keys: string, typing: boolean): boolean => {
  const { commands } = useCommands.getState();
  for (const command of commands) {
    if (!command.keys?.includes(keys)) continue;
    if (typing && !command.whileTyping && !beyondTyping(keys)) continue;
    if ((command.waits?.() ?? null) !== null) continue;
    if (command.run() !== false) return true;
  }
  return false;
};

/** Listens for as long as the page lives. */
export const startKeyboard = (): void => {
  document.addEventListener('keydown', (event) => {
    // A dialog has the keyboard to itself.
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    if (pressKeys(keysPressed(event), isTyping(event.target))) event.preventDefault();
  });
};
