/** A time that the machine takes: read once, set by a write of its own. */
import { type ReactElement, useEffect, useState } from 'react';
import { textOf } from '../../../shared/facts/reading.js';
import { readPaths, write } from '../../bridge/intents.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';
import { useRunning } from './running.js';

interface Props {
  /** Below sysfs. */
  readonly file: string;
  readonly label: string;
  /** Names the button: two of the same name could not be told apart. */
  readonly act: string;
  /** What is said once it is set. */
  readonly done: (ms: string) => string;
}

export const Delay = ({ file, label, act, done }: Props): ReactElement => {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void readPaths([file]).then((answer) => {
      if (here && answer.ok) setText(textOf(answer.readings[file]) ?? '');
    });
    return () => {
      here = false;
    };
  }, [file]);
  const ms = /^\d{1,5}$/.test(text);
  const running = useRunning();
  const set = async (): Promise<void> => {
    if (!ms) return;
    const result = await write({ path: file, value: text, predicted: null });
    setSaid(result.ok && result.outcome.kind === 'done' ? done(text) : 'Not set.');
  };
  return (
    <div className="flt-delay">
      <TextField
        label={label}
        value={text}
        onChange={setText}
        mono
        most={5}
        error={ms || text === '' ? null : 'a whole number of milliseconds'}
      />
      <Button onPress={() => void set()} waits={running ?? (ms ? null : 'a number is missing')}>
        {act}
      </Button>
      <span role="status" className="dim">
        {said}
      </span>
    </div>
  );
};
