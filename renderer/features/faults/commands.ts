/** The command that opens the fault dialog, where the machine takes faults and may be written. */
import { registerCommands } from '../../state/commands.js';
import { type SessionState, useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { takesFaults } from './inject.js';

/** What is missing before a fault can be injected, in a few words; null when nothing is. */
export const canInject = ({ snapshot, status }: Pick<SessionState, 'snapshot' | 'status'>): string | null => {
  if (!takesFaults(snapshot)) return 'only the simulator and our kernel module take faults';
  return status?.writes === 'disarmed' ? 'arm writes first' : null;
};

registerCommands([
  {
    id: 'faults.open',
    title: 'Inject a fault',
    group: 'Faults',
    keys: ['Ctrl I'],
    also: 'fault attack spdm ide tdisp unplug latency drop relock',
    waits: () => canInject(useSession.getState()),
    run: () => useView.setState({ dialog: 'faults' }),
  },
]);
