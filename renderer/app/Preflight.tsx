/** What must hold before a target can be stepped, row by row as each is known, with what can be done about it. */
import type { PreflightRow } from '../../shared/ipc/opening.js';
import { Icon } from '../ui/Icon.js';
import { classes } from '../ui/tone.js';
import './preflight.css';

const titles: Readonly<Record<PreflightRow['id'], string>> = {
  reachable: 'Reachable',
  authenticated: 'Signed in',
  shell: 'POSIX shell',
  sysfs: 'sysfs',
  privileges: 'Privileges',
  dialect: 'Dialect',
  tsm: 'TSM',
};

const marks = {
  passed: <Icon name="pass" tone="pass" label="passed" />,
  warning: <Icon name="not-checkable" tone="refuse" label="needs you" />,
  running: <Icon name="spin" tone="accent" label="running" />,
  failed: <Icon name="fail" tone="fault" label="failed" />,
  skipped: <Icon name="none" tone="dim" label="not needed" />,
} as const;

export const Preflight = ({ rows }: { readonly rows: readonly PreflightRow[] }) => (
  <ol className="app-preflight" aria-label="Preflight" aria-live="polite">
    {rows.map((row) => (
      <li key={row.id} className={classes('app-preflight-row', `is-${row.state}`)}>
        {marks[row.state]}
        <b>{titles[row.id]}</b>
        <div>
          <p>{row.text}</p>
          {row.remedy !== null && <p className="app-preflight-remedy">{row.remedy}</p>}
        </div>
      </li>
    ))}
  </ol>
);
