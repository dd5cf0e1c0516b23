/** Before a device is chosen: what the middle is for, and to a newcomer the device to begin with. */
import type { ReactElement } from 'react';
import { levelWords } from '../../../shared/model/level.js';
import { useKeys } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { useSettings } from '../../state/settings.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { firstHint, firstToTrust, showFirst } from './firstToTrust.js';

export const NoDevice = (): ReactElement => {
  const done = useSettings((settings) => !settings.loaded || settings.hintsDone.includes(firstHint));
  const snapshot = useSession((session) => session.snapshot);
  const keys = useKeys('stepper.first');
  const found = snapshot === null || done ? null : firstToTrust(snapshot);
  if (found === null)
    return (
      <EmptyState title="No device is chosen" icon="step">
        Choose one in the tree; its path from lock to trust is drawn here.
      </EmptyState>
    );
  const { device, top } = found;
  return (
    <EmptyState
      title="Your first trusted device"
      icon="step"
      action={
        <Button variant="primary" {...keys} onPress={showFirst}>
          Begin with it
        </Button>
      }
    >
      {device.name} ({device.id}) can go to level {top} {levelWords[top].name}, one write at a time. Or choose another
      device in the tree. Nothing is written before you press.
    </EmptyState>
  );
};
