/** A small hint for the first minutes, once a device is chosen: how far it goes, or which to take. Put away by hand or by doing it; never shown again. */
import { useEffect } from 'react';
import { known } from '../../shared/facts/fact.js';
import { levelWords } from '../../shared/model/level.js';
import { useKeys } from '../state/commands.js';
import { useSession } from '../state/session.js';
import { finishHint, useSettings } from '../state/settings.js';
import { useView } from '../state/view.js';
import { Button } from '../ui/Button.js';
import { Icon } from '../ui/Icon.js';
import { IconButton } from '../ui/IconButton.js';
import { classes } from '../ui/tone.js';
import { firstHint, firstToTrust, showFirst } from '../features/stepper/firstToTrust.js';

export function FirstTrust() {
  const done = useSettings((settings) => !settings.loaded || settings.hintsDone.includes(firstHint));
  const snapshot = useSession((session) => session.snapshot);
  const selected = useView((view) => view.selected);
  const keys = useKeys('stepper.first');
  const found = snapshot === null || done ? null : firstToTrust(snapshot);
  const reached = found !== null && known(found.device.facts.level) === found.top;
  useEffect(() => {
    if (reached) finishHint(firstHint);
  }, [reached]);
  // Before a device is chosen the middle says the same, larger.
  if (found === null || reached || selected === null) return null;
  const { device, top } = found;
  const there = selected === device.path;
  return (
    <aside className={classes('app-hint', there && 'is-there')} aria-label="Where to start">
      <Icon name="step" tone="accent" size={14} />
      <p className="grow">
        <b>Your first trusted device:</b>{' '}
        {there
          ? `follow the steps below, one write at a time, up to level ${top} ${levelWords[top].name}. Nothing is written before you press.`
          : `${device.name} can go to level ${top} ${levelWords[top].name}.`}
      </p>
      {!there && (
        <Button variant="link" onPress={showFirst} {...keys}>
          Show me
        </Button>
      )}
      <IconButton icon="close" label="Put this hint away" onPress={() => finishHint(firstHint)} />
    </aside>
  );
}
