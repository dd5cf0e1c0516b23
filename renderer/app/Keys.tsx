/** Every key there is, by group: read from the registry, so that it cannot be out of date. Found by what it does, or by the key. */
import { useMemo, useState } from 'react';
import { type Command, grouped, useCommands } from '../state/commands.js';
import { useView } from '../state/view.js';
import { Dialog } from '../ui/Dialog.js';
import { Kbd } from '../ui/Kbd.js';
import { TextField } from '../ui/TextField.js';
import './app.css';

interface Line {
  readonly title: string;
  readonly keys: readonly string[];
}

/** One line a title: commands of one name, each for its own panel, are one thing to a person. */
const linesOf = (commands: readonly Command[]): readonly Line[] =>
  [...Map.groupBy(commands, ({ title }) => title)].map(([title, ones]) => ({
    title,
    keys: [...new Set(ones.flatMap(({ keys }) => keys ?? []))],
  }));

const found = (commands: readonly Command[], text: string): readonly Command[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ title, group, keys = [], also = '' }) => {
    const said = `${title} ${group} ${keys.join(' ')} ${also}`.toLowerCase();
    return keys.length > 0 && words.every((word) => said.includes(word));
  });
};

export function Keys() {
  const commands = useCommands((state) => state.commands);
  const [text, setText] = useState('');
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
        <p className="dim">Digits only aim. Nothing is written but by Ctrl Enter, on the write that is shown.</p>
      </div>
      {groups.length === 0 && <p className="dim">No key does that. The palette (Ctrl K) has the acts without one.</p>}
      <div className="app-keys">
        {groups.map(([group, ones]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {linesOf(ones).map(({ title, keys }) => (
                <li key={title}>
                  <span>{title}</span>
                  <span>
                    {keys.map((one) => (
                      <Kbd key={one}>{one}</Kbd>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
