/** Every key there is, by group: read from the registry, so that it cannot be out of date. Found by act or key, and changed here. */
import { useMemo, useState } from 'react';
import { type Command, grouped, useCommands, useKeys } from '../state/commands.js';
import { typedAhead } from '../state/typedAhead.js';
import { useView } from '../state/view.js';
import { Dialog } from '../ui/Dialog.js';
import { TextField } from '../ui/TextField.js';
import { KeyLine } from './KeyLine.js';
import './app.css';

interface Line {
  readonly command: Command;
  readonly keys: readonly string[];
}

/** One line a title: commands of one name, each for its own panel, are one thing to a person. */
const linesOf = (commands: readonly Command[]): readonly Line[] =>
  [...Map.groupBy(commands, ({ title }) => title).values()].flatMap((ones) => {
    const [command] = ones;
    return command === undefined ? [] : [{ command, keys: [...new Set(ones.flatMap(({ keys }) => keys ?? []))] }];
  });

const found = (commands: readonly Command[], text: string): readonly Command[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ title, group, keys = [], also = '' }) => {
    const said = `${title} ${group} ${keys.join(' ')} ${also}`.toLowerCase();
    return keys.length > 0 && words.every((word) => said.includes(word));
  });
};

export function Keys() {
  const commands = useCommands((state) => state.commands);
  const { keys: write = 'its button' } = useKeys('stepper.write');
  const [text, setText] = useState(() => typedAhead().text);
  const groups = useMemo(() => [...grouped(found(commands, text))], [commands, text]);
  return (
    <Dialog title="Keys" width={820} onClose={() => useView.setState({ dialog: null })}>
      <div className="app-keys-find">
        <TextField
          label="Find a key"
          hideLabel
          icon="search"
          placeholder="What it does, or the key"
          value={text}
          onChange={setText}
        />
        <p className="dim">
          Digits only aim. Nothing is written but by {write}, on the write that is shown. Press a key here to change it.
        </p>
      </div>
      {groups.length === 0 && <p className="dim">No key does that. The palette (Ctrl K) has the acts without one.</p>}
      <div className="app-keys">
        {groups.map(([group, ones]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {linesOf(ones).map(({ command, keys }) => (
                <KeyLine key={command.id} command={command} keys={keys} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
