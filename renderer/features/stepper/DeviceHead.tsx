/** Who this is: the chosen device with its address, ids, role and TSM, and its level with where we know it from. */
import type { ReactElement } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { known } from '../../../shared/facts/fact.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { levelWords } from '../../../shared/model/level.js';
import { Icon } from '../../ui/Icon.js';
import { kindIcons } from '../../state/kinds.js';
import { Provenance } from '../../ui/Provenance.js';
import { SignalBars } from '../../ui/SignalBars.js';

const LevelBadge = ({ device }: { readonly device: Device }): ReactElement => {
  const { level } = device.facts;
  if (level.kind === 'unknown') {
    return (
      <span className="sp-badge" data-tip={level.why}>
        <SignalBars steps={null} label="unknown" provenance="unknown" />
        <Provenance kind="unknown" />
      </span>
    );
  }
  const why = level.kind === 'inferred' ? `inferred: ${level.because.join(', ')}` : `measured: ${level.source}`;
  return (
    <span className="sp-badge" data-tip={why}>
      <SignalBars steps={level.value} label={levelWords[level.value].name} provenance={level.kind} />
      <Provenance kind={level.kind} />
    </span>
  );
};

export const DeviceHead = ({
  snapshot,
  device,
  gone,
}: {
  readonly snapshot: Snapshot;
  readonly device: Device;
  readonly gone: boolean;
}): ReactElement => {
  const role = known(snapshot.role);
  const tsm = known(device.facts.locked) ?? known(device.facts.connected) ?? null;
  const about = [device.ids, role === undefined ? null : `${role} role`, tsm].filter(
    (part) => part !== null && part !== '',
  );
  return (
    <div className="sp-head">
      <Icon name={kindIcons[device.kind]} />
      <div className="sp-who">
        <h2>
          <bdi>{device.name}</bdi>
        </h2>
        <div className="sp-id">
          <code>{device.id}</code> <span>{about.join(', ')}</span>
        </div>
      </div>
      {gone ? <span className="sp-badge sp-goneword">not there</span> : <LevelBadge device={device} />}
    </div>
  );
};
