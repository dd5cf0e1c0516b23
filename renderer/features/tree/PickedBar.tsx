/** How many devices are picked, and what can be done with them. None of it writes to a target. */
import { keysOf, runCommand } from '../../state/commands.js';
import { Button } from '../../ui/Button.js';
import { IconButton } from '../../ui/IconButton.js';
import { theseWait } from './acts.js';
import { grid } from './focus.js';
import { usePins } from './pins.js';
import { unpick, usePicks } from './picks.js';

export function PickedBar() {
  const picked = usePicks((picks) => picks.picked);
  const pins = usePins();
  if (picked.size === 0) return null;
  const every = [...picked].every((path) => pins.includes(path));
  return (
    <section className="tree-picked" aria-label="Selected devices">
      <output className="tnum">{picked.size.toLocaleString('en')} selected</output>
      <span className="grow" />
      <Button variant="quiet" onPress={() => runCommand('tree.copy')}>
        Copy
      </Button>
      <Button variant="quiet" onPress={() => runCommand('tree.pin')}>
        {every ? 'Unpin' : 'Pin'}
      </Button>
      <Button variant="quiet" waits={theseWait()} onPress={() => runCommand('tree.these')}>
        Filter to these
      </Button>
      <IconButton
        icon="close"
        label="Select only the chosen device"
        keys={keysOf('tree.one') ?? 'Esc'}
        onPress={() => {
          unpick();
          grid.current?.focus();
        }}
      />
    </section>
  );
}
