/** The commands that open the fault dialog, where the machine takes faults and may be written, and the one that takes faults of evidence back. */
import { registerCommands } from '../../state/commands.js';
import { type SessionState, useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { faultWords, formatEvidenceFault } from '../../../shared/evidence/responder/faults.js';
import { faultFiles } from '../../../shared/model/world.js';
import { write } from '../../bridge/intents.js';
import { takesFaults } from './inject.js';
import { type Signing, signingOf } from './signing.js';

/** What is missing before a fault can be injected, in a few words; null when nothing is. */
export const canInject = ({ snapshot, status }: Pick<SessionState, 'snapshot' | 'status'>): string | null => {
  if (!takesFaults(snapshot)) return 'only the simulator and our kernel module take faults';
  return status?.writes === 'disarmed' ? 'arm writes first' : null;
};

/** Who signs for the chosen device. */
const signingNow = (): Signing => {
  const { snapshot } = useSession.getState();
  const { selected } = useView.getState();
  if (snapshot === null) return { kind: 'none', why: 'no target is open' };
  return signingOf(snapshot, selected === null ? null : (snapshot.devices[selected] ?? null));
};

/** As a phrase: it stands after the command's name. */
const phrase = (sentence: string): string =>
  `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '');

const cannotSpoil = (): string | null => {
  const signing = signingNow();
  return canInject(useSession.getState()) ?? (signing.kind === 'none' ? phrase(signing.why) : null);
};

const nothingWrong = (): string | null => {
  const signing = signingNow();
  if (signing.kind === 'signs' && signing.wrong.length === 0) return 'nothing is wrong with what it signs';
  return cannotSpoil();
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
  {
    id: 'faults.evidence',
    title: 'Make wrong what the device signs',
    group: 'Faults',
    also: `inject fault evidence ${Object.values(faultWords)
      .map(({ title }) => title)
      .join(' ')}`,
    waits: cannotSpoil,
    run: () => useView.setState({ dialog: 'evidence-faults' }),
  },
  {
    id: 'faults.sound',
    title: 'Take back what is wrong with what the device signs',
    group: 'Faults',
    also: 'evidence sound again repair fault',
    waits: nothingWrong,
    run: async () => {
      const signing = signingNow();
      if (signing.kind === 'none') return;
      await write({ path: faultFiles.evidence, value: formatEvidenceFault(null, signing.by), predicted: null });
    },
  },
]);
