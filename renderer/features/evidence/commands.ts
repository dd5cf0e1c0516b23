/** The page's commands. Their keys work from the start; what they run is fetched then. */
import type { Purpose } from '../../../shared/ipc/evidence.js';
import { registerCommands } from '../../state/commands.js';
import { useView } from '../../state/view.js';

const group = 'Evidence';

const open = (purpose: Purpose) => async (): Promise<void> => {
  useView.setState({ page: 'evidence' });
  (await import('./intake.js')).pickFiles(purpose);
};

registerCommands([
  {
    id: 'evidence.open',
    title: 'Open evidence',
    group,
    keys: ['Ctrl O'],
    also: 'capture pcap certificate chain verify import file',
    run: open('evidence'),
  },
  {
    id: 'evidence.export',
    title: 'Export evidence for others to check',
    group,
    also: 'bundle archive openssl manifest save tar',
    run: async () => {
      useView.setState({ page: 'evidence' });
      await (await import('./outgoing.js')).exportBundle();
    },
  },
  {
    id: 'evidence.root',
    title: 'Add a trusted root',
    group,
    also: 'trust store anchor certificate pem der import',
    run: open('root'),
  },
  {
    id: 'evidence.references',
    title: 'Add reference values',
    group,
    also: 'corim comid measurements json import',
    run: open('references'),
  },
  {
    id: 'evidence.policy',
    title: 'Take a policy for evidence',
    group,
    also: 'relying party allow level rules json import',
    run: open('policy'),
  },
]);
