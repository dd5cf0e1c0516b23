/** Hands keys to the commands of the registry, wherever the focus is; what a widget has used itself never gets here. */
import { useCommands } from '../state/commands.js';
import { useView } from '../state/view.js';
import { forgetTyped, holdKey } from '../state/typedAhead.js';
import { isComing } from './dialogs.js';
import { beyondTyping, keysPressed } from '../state/keys.js';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement
    ? !['checkbox', 'radio', 'button'].includes(target.type)
    : target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);

/** Runs the first command that wants these keys; true when one took them. */
const pressKeys = (keys: string, typing: boolean): boolean => {
  const { commands } = useCommands.getState();
  for (const command of commands) {
    if (!command.keys?.includes(keys)) continue;
    if (typing && !command.whileTyping && !beyondTyping(keys)) continue;
    if ((command.waits?.() ?? null) !== null) continue;
    if (command.run() !== false) return true;
  }
  return false;
};

/** Takes the key for a dialog that is on its way; true when it did. No command runs meanwhile. */
const holdForDialog = (event: KeyboardEvent): boolean => {
  const { dialog } = useView.getState();
  if (!isComing(dialog)) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  event.preventDefault();
  if (event.key !== 'Escape') holdKey(event.key);
  else useView.setState({ dialog: null });
  return true;
};

/** Listens for as long as the page lives. */
export const startKeyboard = (): void => {
  // What was typed for one dialog is not for the next.
  useView.subscribe((now, before) => {
    if (now.dialog !== before.dialog) forgetTyped();
  });
  document.addEventListener('keydown', (event) => {
    // A dialog has the keyboard to itself.
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    if (holdForDialog(event)) return;
    if (pressKeys(keysPressed(event), isTyping(event.target))) event.preventDefault();
  });
};
