/** The bench: devices, the path of the chosen one, what it may do; below, what happened. Panels are sized by shares, which are remembered. */
import { useState } from 'react';
import { Inspector } from '../features/inspector/Inspector.js';
import { Stepper } from '../features/stepper/Stepper.js';
import { Tree } from '../features/tree/Tree.js';
import { useSession } from '../state/session.js';
import { useShares } from '../state/shares.js';
import { useSettings } from '../state/settings.js';
import { IconButton } from '../ui/IconButton.js';
import { PanelPlaceContext } from '../ui/Panel.js';
import { classes } from '../ui/tone.js';
import './bench.css';
import { FirstTrust } from './FirstTrust.js';
import { JournalStrip } from './JournalStrip.js';
import { LostStrip } from './LostStrip.js';
import { PanelBar, PanelGroup, PanelShare } from '../ui/Shares.js';
import { Place } from './Place.js';
import { Rail } from './Rail.js';
import { useLater, useSecondPicture } from './useLater.js';
import { type Room, useRoom } from './useWide.js';

// The tree can be used before what lies below it has come.
const bottomPart = async () => (await import('./Bottom.js')).Bottom;

const treeShare: Readonly<Record<Room, string>> = { wide: '36%', narrow: '34%', drawer: '38%' };

const Top = ({ room, lost }: { readonly room: Room; readonly lost: boolean }) => {
  // Nothing is chosen yet: the tree is what a start waits for, and it is drawn alone.
  const second = useSecondPicture();
  const folded = useSettings((settings) => settings.folded);
  const tree = !folded.includes('tree');
  const inspector = !folded.includes('inspector') && room !== 'drawer';
  const group = `top-${room}-${tree ? 't' : ''}${inspector ? 'i' : ''}`;
  const shares = useShares(group);
  const [drawer, setDrawer] = useState(false);
  return (
    <div className="bench-top">
      {!tree && <Rail panel="tree" title="Devices" icon="root-port" />}
      <PanelGroup key={group} id={group} orientation="horizontal" className="bench-group" {...shares}>
        {tree && (
          <>
            <PanelShare id="tree" defaultSize={treeShare[room]} minSize="300px">
              <Place panel="tree">
                <Tree />
              </Place>
            </PanelShare>
            <PanelBar name="Width of the devices" />
          </>
        )}
        <PanelShare id="stepper" minSize="440px">
          <div className="bench-stepper" tabIndex={-1}>
            {!lost && <FirstTrust />}
            {second && <Stepper />}
          </div>
        </PanelShare>
        {inspector && (
          <>
            <PanelBar name="Width of privileges and facts" />
            <PanelShare id="inspector" defaultSize={room === 'wide' ? '26.4%' : '27.2%'} minSize="340px">
              <Place panel="inspector">{second && <Inspector />}</Place>
            </PanelShare>
          </>
        )}
      </PanelGroup>
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

/** A low window gives the stepper more, so that its button stays in sight. */
const lowerShare = (): string => (window.innerHeight <= 920 ? '29%' : '34.2%');

export function Bench() {
  const room = useRoom();
  const Bottom = useLater(bottomPart);
  const bottom = useSettings((settings) => !settings.folded.includes('bottom'));
  const lost = useSession((session) => session.down !== null || session.status?.state === 'lost');
  const shares = useShares('bench');
  return (
    <main className={classes('bench', lost && 'is-lost')}>
      <h1 className="unseen">Bench</h1>
      <LostStrip />
      <JournalStrip />
      {bottom ? (
        <PanelGroup id="bench" orientation="vertical" className="bench-group" {...shares}>
          <PanelShare id="top" minSize="300px">
            <Top room={room} lost={lost} />
          </PanelShare>
          <PanelBar lying name="Height of the timeline" />
          <PanelShare id="bottom" defaultSize={lowerShare()} minSize="150px">
            {Bottom ? <Bottom beside={room === 'wide'} /> : <div className="bench-blank" />}
          </PanelShare>
        </PanelGroup>
      ) : (
        <>
          <Top room={room} lost={lost} />
          <Rail lying panel="bottom" title="Timeline and console" icon="follow" />
        </>
      )}
    </main>
  );
}
