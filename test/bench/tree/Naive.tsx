/** The peer: the same rows as a plain React list, every one of them in the document. Its cells are the tree's own, so only the list differs. */
// biome-ignore-all lint/a11y/useSemanticElements: the rows are the tree's own, so that only the list differs
// biome-ignore-all lint/a11y/useFocusableInteractive: as above
import { useMark } from '../../../renderer/features/tree/live.js';
import { DriverCell, LevelCell, SignCells } from '../../../renderer/features/tree/TreeCells.js';
import { shortAddress } from '../../../renderer/features/tree/words.js';
import { kindIcons } from '../../../renderer/state/kinds.js';
import { useSession } from '../../../renderer/state/session.js';
import { Icon } from '../../../renderer/ui/Icon.js';
import type { Device } from '../../../shared/facts/device.js';

const NaiveRow = ({ device }: { readonly device: Device }) => (
  <div className="naive-row tree-columns" role="row" tabIndex={-1} data-device={device.path}>
    <div className="tree-name" role="gridcell">
      <Icon name={kindIcons[device.kind]} />
      <bdi className="ell">{device.name}</bdi>
    </div>
    <div className="tree-address" role="gridcell">
      {shortAddress(device)}
    </div>
    <DriverCell fact={device.facts.driver} />
    <LevelCell fact={device.facts.level} />
    <SignCells device={device} mark={useMark(device.path)} />
  </div>
);

export function Naive() {
  const devices = useSession((state) => state.snapshot?.devices);
  return (
    <div className="tree">
      <div className="tree-grid" role="grid" aria-label="Devices">
        {devices !== undefined &&
          Object.values(devices).map((device) => <NaiveRow key={device.path} device={device} />)}
      </div>
    </div>
  );
}
