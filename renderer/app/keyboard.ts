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

/** Runs the first command that wants these keys; true when one took them. A key that is only still held runs nothing that writes. */
const pressKeys = (keys: string, typing: boolean, repeat: boolean): boolean => {
  const { commands } = useCommands.getState();
  for (const command of commands) {
    if (!command.keys?.includes(keys)) continue;
    if (typing && !command.whileTyping && !beyondTyping(keys)) continue;
    if ((command.waits?.() ?? null) !== null) continue;
    if ((repeat && !command.held) || command.run() !== false) return true;
  }
  return false;
};

/** Takes the key for a dialog that is on its way; true when it did. No command runs meanwhile. */
const holdForDialog = (event: KeyboardEvent): boolean => {
  const { dialog } = useView.getState();
  if (!isComing(dialog)) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  event.preventDefault();
  if (event.key === 'Escape') useView.setState({ dialog: null });
  // The key that asked for the dialog may still be held.
  else if (!event.repeat) holdKey(event.key);
  return true;
};

/** True for Enter that is still held on what it pressed, or on what came in its place: one press is one act. */
const isHeldEnter = ({ repeat, key, target }: KeyboardEvent): boolean =>
  repeat &&
  key === 'Enter' &&
  target instanceof Element &&
  target.closest('button, input, select, summary, a') !== null;

/** Listens for as long as the page lives. */
export const startKeyboard = (): void => {
  // What was typed for one dialog is not for the next.
  useView.subscribe((now, before) => {
    if (now.dialog !== before.dialog) forgetTyped();
  });
  document.addEventListener(
    'keydown',
    (event) => {
      if (!isHeldEnter(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    // Before any widget sees it.
    { capture: true },
  );
  document.addEventListener('keydown', (event) => {
    // A dialog has the keyboard to itself.
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    if (holdForDialog(event)) return;
    if (pressKeys(keysPressed(event), isTyping(event.target), event.repeat)) event.preventDefault();
  });
};
