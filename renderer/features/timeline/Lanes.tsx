/** The names of the lanes, as text beside the canvas: they are read aloud, select their device, and scroll it into view. */
import { useMemo } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { laneOrder, quietActors } from '../../../shared/timeline/chart.js';
import { type Fold, layoutOf } from '../../../shared/timeline/layout.js';
import { leftAt } from '../../../shared/timeline/presence.js';
import type { Actor } from '../../../shared/timeline/mark.js';
import { light, useCursor } from '../../state/cursor.js';
import { useRecord } from '../../state/record.js';
import { lastKnown, useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { textScale } from './colours.js';
import { currentChart } from './current.js';
import { toggleQuiet, useLooks } from './looks.js';
import { clock } from './paint/clock.js';
import { Icon } from '../../ui/Icon.js';
import './lanes.css';

const actorNames: Readonly<Record<Actor, readonly [string, string]>> = {
  you: ['You', 'What this tool wrote, on your word'],
  kernel: ['Kernel', 'What the kernel answered, and what it told by itself'],
  tsm: ['TSM', 'The TEE security manager: calls that secure, lock and start a device'],
  verifier: ['Verifier', 'Verdicts on evidence: this tool’s own where it could check, and yours'],
};

const DeviceName = ({
  device,
  path,
  gone,
  height,
}: {
  /** As it was last known. */
  readonly device: Device | undefined;
  /** Null while it is there; else when it left, as far as that is known. */
  readonly gone: { readonly at: number | null } | null;
  readonly path: Device['path'];
  readonly height: number;
}) => {
  const chosen = useView((view) => view.selected === path);
  const lit = useCursor((cursor) => cursor.device === path);
  const id = device?.id ?? path.slice(path.lastIndexOf('/') + 1);
  return (
    <li style={{ height }}>
      <button
        type="button"
        className="tl-device"
        aria-pressed={chosen}
        data-lit={lit || undefined}
        data-gone={gone !== null || undefined}
        onClick={() => select(path)}
        onPointerEnter={() => light(null, path)}
        onPointerLeave={() => light(null, null)}
      >
        <span className="tl-device-name">{device?.name ?? 'gone'}</span>
        <span className="tl-device-id">{id}</span>
        {gone !== null && gone.at !== null && <span className="tl-device-left">left {clock(gone.at, 1000)}</span>}
      </button>
    </li>
  );
};

/** One thin line for all actors of whom nothing was seen: it names them, and opens and folds their lanes. */
const FoldLine = ({ fold }: { readonly fold: Fold }) => {
  const names = fold.actors.map((actor) => actorNames[actor][0]).join(', ');
  const words = `${fold.actors.length} quiet actor${fold.actors.length === 1 ? '' : 's'}`;
  return (
    <li style={{ height: fold.lane.height }}>
      <button
        type="button"
        className="tl-fold"
        aria-label={`${words}: ${names}`}
        aria-expanded={fold.open}
        data-tip={`${fold.open ? 'Fold' : 'Open'} the lanes of ${names}: nothing of theirs was seen yet`}
        onClick={toggleQuiet}
      >
        <Icon name={fold.open ? 'chevron-down' : 'chevron-right'} size={12} />
        {words}
      </button>
    </li>
  );
};

/** Fills the column left of the canvas; `height` is the canvas's. */
export const Lanes = ({ height }: { readonly height: number }) => {
  useRecord((record) => record.revision);
  const session = useSession.getState();
  const { snapshot, left } = session;
  const selected = useView((view) => view.selected);
  const size = useView((view) => view.textSize);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size changes what the style reads
  const text = useMemo(textScale, [size]);
  const scroll = useLooks((looks) => looks.scroll);
  const open = useLooks((looks) => looks.quiet);
  const chart = currentChart();
  const order = laneOrder(chart, selected);
  const layout = layoutOf({ height, devices: order, quiet: quietActors(chart), open, scroll, text });
  const tsms = snapshot?.tsms.map((tsm) => tsm.name).join(', ') ?? '';
  const devices = layout.lanes.filter((lane) => lane.kind === 'device');
  return (
    <div className="tl-lanes">
      <ul className="tl-actors" aria-label="Lanes of who acts">
        {layout.lanes
          .filter((lane) => lane.kind === 'actor')
          .map((lane) => {
            const [name, gloss] = actorNames[lane.id as Actor];
            return (
              <li key={lane.id} style={{ height: lane.height }} title={gloss}>
                {lane.id === 'tsm' ? `${name} ${tsms || 'none'}` : name}
              </li>
            );
          })}
        {layout.fold !== null && <FoldLine fold={layout.fold} />}
      </ul>
      {devices.length > 0 && (
        <ul
          className="tl-devices"
          aria-label="Lanes of devices"
          style={{ paddingTop: layout.before, paddingBottom: layout.after }}
          onScroll={(event) => useLooks.setState({ scroll: event.currentTarget.scrollTop })}
        >
          {devices.map(({ id, height: tall }) => {
            const path = id as Device['path'];
            const here = snapshot === null || snapshot.devices[path] !== undefined;
            return (
              <DeviceName
                key={id}
                path={path}
                device={lastKnown(session, path)}
                gone={here ? null : { at: leftAt(chart.devices.get(path), left[path]) }}
                height={tall}
              />
            );
          })}
        </ul>
      )}
    </div>
  );
};
