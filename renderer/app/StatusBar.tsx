/** The status bar: which target, what writes to it would do, and how much was seen, lost and how fast. */
import { useEffect, useState } from 'react';
import { known } from '../../shared/facts/fact.js';
import type { AppInfo } from '../../shared/ipc/contract.js';
import { dialects } from '../../shared/model/dialects/index.js';
import { duration } from '../../shared/timeline/words.js';
import { appInfo } from '../bridge/intents.js';
import { useRecord } from '../state/record.js';
import { useSession } from '../state/session.js';
import { frontTab, useTabs } from '../state/tabs.js';
import { Icon } from '../ui/Icon.js';
import { clockText } from '../ui/Time.js';
import { lastWriteMs } from './lastWrite.js';
import { kindOf, targetIcon } from './targetLook.js';
import { Writes } from './Writes.js';

const count = (value: number): string => value.toLocaleString('en');

const Target = () => {
  const status = useSession((session) => session.status);
  const snapshot = useSession((session) => session.snapshot);
  const down = useSession((session) => session.down);
  const opening = useTabs((tabs) => frontTab(tabs)?.state === 'opening');
  if (down !== null)
    return (
      <span className="is-fault">
        <Icon name="fault" size={14} />
        <b>The lab does not answer</b>
        trying again
      </span>
    );
  if (snapshot === null || status === null)
    return (
      <span>
        <Icon name="monitor" size={14} />
        <b>{opening ? 'Opening a target' : 'No target'}</b>
      </span>
    );
  const kind = kindOf(snapshot.target);
  const lost = status.state === 'lost';
  const dialect = known(snapshot.dialect);
  const role = known(snapshot.role);
  return (
    <>
      <span className={lost ? 'is-fault' : ''} data-tip={snapshot.target}>
        <Icon name={targetIcon(kind)} size={14} />
        <b>{lost ? `${snapshot.title} is gone` : snapshot.title}</b>
        {lost && status.lostAt !== null && `since ${clockText(status.lostAt)}`}
      </span>
      <span className="app-status-wide">
        <span className="app-status-key">Dialect</span>
        <b>{dialect ? dialects[dialect].title : 'not known'}</b>
      </span>
      <span className="app-status-wide">
        <span className="app-status-key">Role</span>
        <b>{role ?? 'not known'}</b>
      </span>
      <Writes status={status} title={snapshot.title} />
    </>
  );
};

const Counts = () => {
  const { seq, status, dropped, events } = useRecord();
  const ms = lastWriteMs(events);
  return (
    <>
      {seq > 0 && (
        <span data-tip="Frames this window has applied">
          <span className="app-status-key">Seq</span>
          <b>{count(seq)}</b>
        </span>
      )}
      <span data-tip="Events in the journal of this session">
        <span className="app-status-key">Events</span>
        <b>{count(status?.events ?? 0)}</b>
      </span>
      <span
        className={dropped > 0 ? 'is-fault' : ''}
        data-tip={
          dropped > 0
            ? 'Dropped on the way to this window because it did not keep up. They are in the journal.'
            : 'Events that did not reach this window'
        }
      >
        <span className="app-status-key">Lost</span>
        <b>{count(dropped)}</b>
      </span>
      {ms !== null && (
        <span data-tip="How long the last write took, measured where it is made">
          <span className="app-status-key">Last write</span>
          <b>{duration(ms)}</b>
        </span>
      )}
    </>
  );
};

/** Started as root means no sandbox around the page: said where it is always in sight. */
const Root = () => {
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    void appInfo().then(setInfo);
  }, []);
  if (!info?.root || info.host !== 'electron') return null;
  return (
    <span
      className="is-refuse"
      data-tip="The window was started as root, so Chromium runs without its sandbox. Start it as an ordinary user to keep the sandbox."
    >
      root: without Chromium sandbox
    </span>
  );
};

export function StatusBar() {
  return (
    <footer className="app-status">
      <Target />
      <span className="grow" />
      <Root />
      <Counts />
    </footer>
  );
}
