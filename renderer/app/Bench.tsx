/** The bench: devices, the path of the chosen one, what it may do; below, what happened. Panels are sized by shares, which are remembered. */
import { type ReactNode, useMemo, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { Console } from '../features/console/Console.js';
import { Inspector } from '../features/inspector/Inspector.js';
import { Stepper } from '../features/stepper/Stepper.js';
import { Timeline } from '../features/timeline/Timeline.js';
import { Tree } from '../features/tree/Tree.js';
import { useSession } from '../state/session.js';
import { fold, keepShares, useSettings } from '../state/settings.js';
import { IconButton } from '../ui/IconButton.js';
import { type PanelPlace, PanelPlaceContext } from '../ui/Panel.js';
import { Tabs } from '../ui/Tabs.js';
import { classes } from '../ui/tone.js';
import './bench.css';
import { FirstTrust } from './FirstTrust.js';
import { LostStrip } from './LostStrip.js';
import { Rail } from './Rail.js';
import { type Room, useRoom } from './useWide.js';

type Bottom = 'timeline' | 'console';

/** Gives the panel inside a fold button, and a heading other than its title where it shares its place. */
const Place = ({ panel, heading, children }: { panel: string; heading?: ReactNode; children: ReactNode }) => {
  const place: PanelPlace = useMemo(
    () => ({
      heading,
      acts: (
        <IconButton
          icon={panel === 'bottom' ? 'chevron-down' : panel === 'tree' ? 'chevron-left' : 'chevron-right'}
          label="Fold this panel"
          onPress={() => fold(panel, true)}
        />
      ),
    }),
    [panel, heading],
  );
  return <PanelPlaceContext value={place}>{children}</PanelPlaceContext>;
};

/** What a group needs to come back as it was left. */
const useShares = (group: string) => {
  const kept = useSettings.getState().shares[group];
  return {
    ...(kept ? { defaultLayout: { ...kept } } : {}),
    onLayoutChanged: (layout: Record<string, number>, meta: { readonly isUserInteraction: boolean }): void => {
      if (meta.isUserInteraction) keepShares(group, layout);
    },
  };
};

const Bar = ({ lying = false, name }: { lying?: boolean; name: string }) => (
  <Separator className={classes('bench-bar', lying && 'is-lying')} aria-label={name} />
);

const Top = ({ room }: { room: Room }) => {
  const folded = useSettings((settings) => settings.folded);
  const tree = !folded.includes('tree');
  const inspector = !folded.includes('inspector') && room !== 'drawer';
  const group = `top-${room}-${tree ? 't' : ''}${inspector ? 'i' : ''}`;
  const shares = useShares(group);
  const [drawer, setDrawer] = useState(false);
  return (
    <div className="bench-top">
      {!tree && <Rail panel="tree" title="Devices" icon="root-port" />}
      <Group key={group} id={group} orientation="horizontal" className="bench-group" {...shares}>
        {tree && (
          <>
            <Panel id="tree" defaultSize={room === 'wide' ? '34.7%' : '32.6%'} minSize="260px">
              <Place panel="tree">
                <Tree />
              </Place>
            </Panel>
            <Bar name="Width of the devices" />
          </>
        )}
        <Panel id="stepper" minSize="440px">
          <Stepper />
        </Panel>
        {inspector && (
          <>
            <Bar name="Width of privileges and facts" />
            <Panel id="inspector" defaultSize={room === 'wide' ? '27%' : '27.2%'} minSize="300px">
              <Place panel="inspector">
                <Inspector />
              </Place>
            </Panel>
          </>
        )}
      </Group>
      {!inspector && (
        <Rail
          panel="inspector"
          title="Privileges and facts"
          icon="table"
          {...(room === 'drawer' ? { onPress: () => setDrawer(!drawer) } : {})}
        />
      )}
      {room === 'drawer' && drawer && (
        <div className="bench-drawer">
          <PanelPlaceContext
            value={{ acts: <IconButton icon="close" label="Close" onPress={() => setDrawer(false)} /> }}
          >
            <Inspector />
          </PanelPlaceContext>
        </div>
      )}
    </div>
  );
};

const Shared = () => {
  const [tab, setTab] = useState<Bottom>('timeline');
  const heading = useMemo(
    () => (
      <Tabs
        label="Timeline or console"
        controls="bench-shared"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'timeline', title: 'Timeline' },
          { value: 'console', title: 'Console' },
        ]}
      />
    ),
    [tab],
  );
  return (
    <div
      id="bench-shared"
      role="tabpanel"
      aria-label={tab === 'timeline' ? 'Timeline' : 'Console'}
      className="bench-fill"
    >
      <Place panel="bottom" heading={heading}>
        {tab === 'timeline' ? <Timeline /> : <Console />}
      </Place>
    </div>
  );
};

const Beside = () => {
  const shares = useShares('bottom-wide');
  return (
    <Group id="bottom-wide" orientation="horizontal" className="bench-group" {...shares}>
      <Panel id="timeline" minSize="420px">
        <Timeline />
      </Panel>
      <Bar name="Width of the console" />
      <Panel id="console" defaultSize="30.3%" minSize="240px">
        <Place panel="bottom">
          <Console />
        </Place>
      </Panel>
    </Group>
  );
};

export function Bench() {
  const room = useRoom();
  const bottom = useSettings((settings) => !settings.folded.includes('bottom'));
  const lost = useSession((session) => session.down !== null || session.status?.state === 'lost');
  const shares = useShares('bench');
  return (
    <main className={classes('bench', lost && 'is-lost')}>
      <LostStrip />
      <FirstTrust />
      {bottom ? (
        <Group id="bench" orientation="vertical" className="bench-group" {...shares}>
          <Panel id="top" minSize="300px">
            <Top room={room} />
          </Panel>
          <Bar lying name="Height of the timeline" />
          <Panel id="bottom" defaultSize="34.2%" minSize="150px">
            {room === 'wide' ? <Beside /> : <Shared />}
          </Panel>
        </Group>
      ) : (
        <>
          <Top room={room} />
          <Rail lying panel="bottom" title="Timeline and console" icon="follow" />
        </>
      )}
    </main>
  );
}
