/** The command that opens the fault dialog; only where nothing real can be harmed. */
import { registerCommands } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';

registerCommands([
  {
    id: 'faults.open',
    title: 'Inject a fault',
    group: 'Simulator',
    keys: ['Ctrl I'],
    also: 'fault attack spdm ide tdisp unplug latency drop relock',
    waits: () => (useSession.getState().status?.writes === 'harmless' ? null : 'only simulated targets take faults'),
    run: () => useView.setState({ dialog: 'faults' }),
  },
]);
