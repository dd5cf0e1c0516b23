/** Every key there is, by group: read from the registry, so that it cannot be out of date. */
import { type Command, useCommands } from '../state/commands.js';
import { useView } from '../state/view.js';
import { Dialog } from '../ui/Dialog.js';
import { Kbd } from '../ui/Kbd.js';
import './app.css';

const grouped = (commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> =>
  Map.groupBy(
    commands.filter((command) => command.keys && command.keys.length > 0),
    (command) => command.group,
  );

export function Keys() {
  const commands = useCommands((state) => state.commands);
  return (
    <Dialog title="Keys" width={720} onClose={() => useView.setState({ dialog: null })}>
      <p className="dim">
        Digits only aim: they show what a level would do. Nothing is written but by Ctrl Enter on the write that is
        shown.
      </p>
      <div className="app-keys">
        {[...grouped(commands)].map(([group, ones]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {ones.map((command) => (
                <li key={command.id}>
                  <span>{command.title}</span>
                  <span>
                    {command.keys?.map((keys) => (
                      <Kbd key={keys}>{keys}</Kbd>
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
