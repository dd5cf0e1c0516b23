/** What a write to the open target would do: go to a simulator, be held back, or reach a real machine. */
import type { SessionStatus } from '../../shared/ipc/frame.js';
import { runCommand, useKeys } from '../state/commands.js';
import { Icon } from '../ui/Icon.js';
import { Kbd } from '../ui/Kbd.js';
import { classes } from '../ui/tone.js';
import './app.css';

export interface WritesProps {
  readonly status: Pick<SessionStatus, 'state' | 'writes'>;
  /** The target's name. */
  readonly title: string;
}

export const Writes = ({ status, title }: WritesProps) => {
  const { keys } = useKeys('target.arm');
  if (status.state === 'lost')
    return (
      <span>
        <Icon name="disarmed" size={14} />
        Disarmed by the loss
      </span>
    );
  if (status.writes === 'harmless')
    return (
      <span>
        <Icon name="armed" size={14} />
        Writes go to the simulator only
      </span>
    );
  const armed = status.writes === 'armed';
  return (
    <button
      type="button"
      className={classes('app-status-arm', armed && 'is-armed')}
      onClick={() => runCommand('target.arm')}
    >
      <Icon name={armed ? 'armed' : 'disarmed'} size={14} />
      {armed ? `Armed: writes reach ${title}` : 'Reading only'}
      <span className="dim">
        {armed ? 'disarm' : 'arm'} {keys && <Kbd>{keys}</Kbd>}
      </span>
    </button>
  );
};
