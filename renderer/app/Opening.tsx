/** While a target opens: what has been reached so far, row by row, or where it stopped and what can be done. */
import { useEffect, useState } from 'react';
import { useSession } from '../state/session.js';
import { useTrouble } from '../state/trouble.js';
import { useView } from '../state/view.js';
import { Button } from '../ui/Button.js';
import { Icon } from '../ui/Icon.js';
import { openOn } from './openOn.js';

/** A target that opens quicker than this is not worth a picture. */
const patienceMs = 300;

interface Row {
  readonly title: string;
  readonly text: string;
  readonly state: 'done' | 'running' | 'waiting' | 'failed';
}

const rowsOf = (session: string | null, state: string | null, failed: string | null): readonly Row[] => {
  const opened: Row['state'] = session !== null ? 'done' : failed !== null ? 'failed' : 'running';
  const read: Row['state'] = session === null ? 'waiting' : state === 'opening' || state === null ? 'running' : 'done';
  return [
    {
      title: 'The target answers',
      text: failed ?? (session === null ? 'opening the wire' : 'the wire is open'),
      state: opened,
    },
    { title: 'sysfs is read', text: 'devices, drivers and the attributes of the allow-list', state: read },
    {
      title: 'Dialect and role',
      text: 'from the attributes that are there',
      state: read === 'done' ? 'done' : 'waiting',
    },
  ];
};

const marks = {
  done: <Icon name="pass" tone="pass" label="done" />,
  running: <Icon name="spin" tone="accent" label="running" />,
  waiting: <Icon name="none" tone="dim" label="not yet" />,
  failed: <Icon name="fail" tone="fault" label="failed" />,
} as const;

/** Shown in place of the bench until the first whole snapshot is there. */
export function Opening() {
  const session = useSession((state) => state.session);
  const state = useSession((all) => all.status?.state ?? null);
  const trouble = useTrouble((all) => all.trouble);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  const failed = session === null && trouble?.command === 'session.open' ? trouble.fault.text : null;
  if (!slow && failed === null) return <main className="app-opening" aria-busy="true" />;
  return (
    <main className="app-opening" aria-busy={failed === null}>
      <div className="app-opening-card">
        <h1>{failed === null ? 'Opening the target' : 'The target could not be opened'}</h1>
        <ol aria-live="polite">
          {rowsOf(session, state, failed).map((row) => (
            <li key={row.title} className="app-preflight">
              {marks[row.state]}
              <b className="app-preflight-name">{row.title}</b>
              <span className={row.state === 'failed' ? '' : 'sub'}>{row.text}</span>
            </li>
          ))}
        </ol>
        <div className="row">
          {failed !== null && (
            <Button variant="primary" onPress={() => void openOn('sim:')}>
              Open the simulated lab
            </Button>
          )}
          <Button onPress={() => useView.setState({ page: 'connect' })}>Choose another target</Button>
        </div>
      </div>
    </main>
  );
}
