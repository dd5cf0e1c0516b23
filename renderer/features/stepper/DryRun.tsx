/** What stands on the device that the shown write touches, before it is made: on a real machine only. */
import { type ReactElement, useEffect, useState } from 'react';
import { ownBranchOf, type Radius, type StakeKind } from '../../../shared/facts/radius.js';
import { dryRun } from '../../bridge/intents.js';
import { useSession } from '../../state/session.js';
import { Icon, type IconName } from '../../ui/Icon.js';
import './dryRun.css';

const icons: Readonly<Record<StakeKind, IconName>> = {
  mount: 'drive',
  swap: 'drive',
  disk: 'drive',
  network: 'network',
  console: 'terminal',
  driver: 'device',
  neighbour: 'device',
  child: 'device',
};

/** Rows shown at first; a bridge may have a whole machine behind it. */
const most = 8;

/** The dry run of this write, made anew for each; null before it is there and where none is needed. */
const useRadius = (path: string, value: string): Radius | null => {
  const real = useSession((session) => session.status !== null && session.status.writes !== 'harmless');
  const [radius, setRadius] = useState<Radius | null>(null);
  useEffect(() => {
    let here = true;
    setRadius(null);
    if (real)
      void dryRun(path, value).then((answer) => {
        if (here && answer.ok) setRadius(answer.radius);
      });
    return () => {
      here = false;
    };
  }, [real, path, value]);
  return radius;
};

export const DryRun = ({ path, value }: { readonly path: string; readonly value: string }): ReactElement | null => {
  const radius = useRadius(path, value);
  const [all, setAll] = useState(false);
  if (radius === null || (radius.touched.length === 0 && radius.unseen.length === 0)) return null;
  const shown = all ? radius.stakes : radius.stakes.slice(0, most);
  const rest = radius.stakes.length - shown.length;
  return (
    <section className="sp-dry" aria-label="Dry run" data-own={ownBranchOf(radius) ?? undefined}>
      <h4>
        {radius.stakes.length === 0 ? 'Dry run: nothing was found that stands on it' : 'Dry run: what stands on it'}
      </h4>
      <ul>
        {shown.map((stake) => (
          <li key={`${stake.kind} ${stake.text}`} data-own={stake.own ?? undefined}>
            <Icon name={icons[stake.kind]} size={14} />
            <span>{stake.text}</span>
            {stake.own === null ? null : <b>needs a second word</b>}
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <button type="button" className="sp-dry-more" onClick={() => setAll(true)}>
          {rest} more
        </button>
      ) : null}
      {radius.unseen.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
};
