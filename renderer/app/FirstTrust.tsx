/** A small hint for the first minutes: which device to take, and how far it can go. Put away by hand or by doing it; never shown again. */
import { useEffect } from 'react';
import { known } from '../../shared/facts/fact.js';
import type { Device } from '../../shared/facts/device.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { ceiling } from '../../shared/model/ceiling.js';
import { type Level, levelWords } from '../../shared/model/level.js';
import { useSession } from '../state/session.js';
import { finishHint, useSettings } from '../state/settings.js';
import { select, useView } from '../state/view.js';
import { Button } from '../ui/Button.js';
import { Icon } from '../ui/Icon.js';
import { IconButton } from '../ui/IconButton.js';

const hint = 'first-trust';

const highest = (device: Device): Level | null => {
  const provider = known(device.facts.provider);
  return provider === undefined ? null : ceiling(provider);
};

/** The device to learn on: a drive that a TSM can vouch for, else any such device. Null when there is none. */
export const firstToTrust = (snapshot: Snapshot): { readonly device: Device; readonly top: Level } | null => {
  const able = Object.values(snapshot.devices).flatMap((device) => {
    const top = highest(device);
    return top !== null && top >= 3 && known(device.facts.capabilities)?.tee ? [{ device, top }] : [];
  });
  return able.find(({ device }) => device.kind === 'drive') ?? able[0] ?? null;
};

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
    <aside className="app-hint" aria-label="Where to start">
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
