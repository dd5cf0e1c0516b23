/** What happened: the timeline, and the console beside it or behind a tab. */
import { useMemo, useState } from 'react';
import { Console } from '../features/console/Console.js';
import { Timeline } from '../features/timeline/Timeline.js';
import { Tabs } from '../ui/Tabs.js';
import { useShares } from '../state/shares.js';
import { PanelBar, PanelGroup, PanelShare } from '../ui/Shares.js';
import { Place } from './Place.js';

type Tab = 'timeline' | 'console';

/** One place for both, in a narrow window. */
const Shared = () => {
  const [tab, setTab] = useState<Tab>('timeline');
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

/** Side by side, where there is room. */
const Beside = () => {
  const shares = useShares('bottom-wide');
  return (
    <PanelGroup id="bottom-wide" orientation="horizontal" className="bench-group" {...shares}>
      <PanelShare id="timeline" minSize="420px">
        <Timeline />
      </PanelShare>
      <PanelBar name="Width of the console" />
      <PanelShare id="console" defaultSize="30.3%" minSize="240px">
        <Place panel="bottom">
          <Console />
        </Place>
      </PanelShare>
    </PanelGroup>
  );
};

export const Bottom = ({ beside }: { readonly beside: boolean }) => (beside ? <Beside /> : <Shared />);
