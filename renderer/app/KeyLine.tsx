/** One act in the list of keys: its keys, and how to give it others. */
import { type KeyboardEvent, useState } from 'react';
import { type Command, holderOf } from '../state/commands.js';
import { keysPressed } from '../state/keys.js';
import { keepKeys, useSettings } from '../state/settings.js';
import { Button } from '../ui/Button.js';
import { Kbd } from '../ui/Kbd.js';

/** Held down to make another key, and none by themselves. */
const holds: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);

interface Props {
  readonly command: Command;
  /** All keys of acts with this title. */
  readonly keys: readonly string[];
}

interface AskProps {
  readonly command: Command;
  readonly onEnd: () => void;
  /** The person went elsewhere. */
  readonly onLeave: () => void;
}

/** Waits for the keys. Escape leaves them as they are; keys of another act are not taken from it. */
const Ask = ({ command, onEnd, onLeave }: AskProps) => {
  const [taken, setTaken] = useState<string | null>(null);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab' || holds.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const keys = keysPressed(event);
    const holder = keys === 'Esc' ? null : holderOf(keys, command.id);
    if (holder !== null) {
      setTaken(`${keys} is taken: ${holder.title}`);
      return;
    }
    if (keys !== 'Esc') keepKeys(command.id, keys);
    onEnd();
  };
  return (
    <button
      type="button"
      className="app-keys-ask"
      // biome-ignore lint/a11y/noAutofocus: it was pressed for, and waits for keys
      autoFocus
      onKeyDown={onKey}
      onBlur={onLeave}
      aria-label={`New keys for ${command.title}`}
    >
      <span role="status">{taken ?? 'Press the new keys; Esc leaves them'}</span>
    </button>
  );
};

export const KeyLine = ({ command, keys }: Props) => {
  const [state, setState] = useState<'rest' | 'asks' | 'asked'>('rest');
  const own = useSettings((settings) => settings.keys[command.id] !== undefined);
  return (
    <li>
      <span>{command.title}</span>
      {state === 'asks' ? (
        <Ask command={command} onEnd={() => setState('asked')} onLeave={() => setState('rest')} />
      ) : (
        <span>
          {own && (
            <Button variant="link" onPress={() => keepKeys(command.id, null)}>
              As it was
            </Button>
          )}
          <button
            type="button"
            className="app-keys-now"
            data-tip="Choose other keys"
            aria-label={`${keys.join(' or ')}: choose other keys for ${command.title}`}
            // biome-ignore lint/a11y/noAutofocus: it had the focus before it asked
            autoFocus={state === 'asked'}
            onClick={() => setState('asks')}
          >
            {keys.map((one) => (
              <Kbd key={one}>{one}</Kbd>
            ))}
          </button>
        </span>
      )}
    </li>
  );
};
