/** A small hint for the first minutes: which device to take, and how far it can go. Put away by hand or by doing it; never shown again. */
import { useEffect } from 'react';
import { known } from '../../shared/facts/fact.js';
import { levelWords } from '../../shared/model/level.js';
import { useSession } from '../state/session.js';
import { finishHint, useSettings } from '../state/settings.js';
import { select, useView } from '../state/view.js';
import { Button } from '../ui/Button.js';
import { Icon } from '../ui/Icon.js';
import { IconButton } from '../ui/IconButton.js';
import { classes } from '../ui/tone.js';
import { firstToTrust } from './firstToTrust.js';

const hint = 'first-trust';

export function FirstTrust() {
  const done = useSettings((settings) => !settings.loaded || settings.hintsDone.includes(hint));
  const snapshot = useSession((session) => session.snapshot);
  const selected = useView((view) => view.selected);
  const found = snapshot === null || done ? null : firstToTrust(snapshot);
  const reached = found !== null && known(found.device.facts.level) === found.top;
  useEffect(() => {
    if (reached) finishHint(hint);
  }, [reached]);
  if (found === null || reached) return null;
  const { device, top } = found;
  const there = selected === device.path;
  return (
    <aside className={classes('app-hint', there && 'is-there')} aria-label="Where to start">
      <Icon name="step" tone="accent" size={14} />
      <p className="grow ell">
        <b>Your first trusted device:</b>{' '}
        {there
          ? `follow the steps below, one write at a time, up to level ${top} ${levelWords[top].name}. Nothing is written before you press.`
          : `${device.name} can go to level ${top} ${levelWords[top].name}.`}
      </p>
      {!there && (
        <Button variant="link" onPress={() => select(device.path)}>
          Show me
        </Button>
      )}
      <IconButton icon="close" label="Put this hint away" onPress={() => finishHint(hint)} />
    </aside>
  );
}
