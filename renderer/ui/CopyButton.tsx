/** Copies a text, and says for a moment that it did, or that the system did not let it. */
import { useEffect, useState } from 'react';
import { IconButton } from './IconButton.js';
import { Button } from './Button.js';

export interface CopyButtonProps {
  /** What is copied; a function is asked at the press. */
  readonly text: string | (() => string);
  /** Names what is copied: `Copy the command`. */
  readonly label: string;
  readonly keys?: string;
  /** With words beside the sign. */
  readonly wide?: boolean;
}

type State = 'idle' | 'copied' | 'failed';
const said: Readonly<Record<Exclude<State, 'idle'>, string>> = {
  copied: 'Copied',
  failed: 'Not copied: the clipboard is not open to this page',
};

export function CopyButton({ text, label, keys, wide = false }: CopyButtonProps) {
  const [state, setState] = useState<State>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 1600);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    navigator.clipboard.writeText(typeof text === 'function' ? text() : text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  const icon = state === 'copied' ? 'check' : state === 'failed' ? 'close' : 'copy';
  const words = state === 'idle' ? label : said[state];
  const rest = { onPress: copy, icon, ...(keys ? { keys } : {}) } as const;
  return (
    <>
      {wide ? <Button {...rest}>{words}</Button> : <IconButton {...rest} label={words} />}
      <span role="status" className="unseen">
        {state === 'idle' ? '' : said[state]}
      </span>
    </>
  );
}
