/** What went wrong, above everything else on the page: a file that was not taken, one that breaks off, a lab that could not. */
import { Button } from '../../ui/Button.js';
import { IconButton } from '../../ui/IconButton.js';
import { Note } from '../../ui/Note.js';
import { bring, treatAs } from './intake.js';
import { light, useEvidence } from './store.js';

const RefusedStrip = () => {
  const refused = useEvidence((state) => state.refused);
  if (refused === null) return null;
  const { file, why, nearest, files } = refused;
  return (
    <Note
      tone="fault"
      icon="fault"
      live
      action={
        <span className="row">
          {nearest === 'root' && <Button onPress={() => void bring(files, 'root')}>Add as trusted roots</Button>}
          <IconButton icon="close" label="Put this away" onPress={() => useEvidence.setState({ refused: null })} />
        </span>
      }
    >
      <b>{file} was not taken:</b> {why}.
    </Note>
  );
};

const BrokenStrip = () => {
  const broken = useEvidence((state) => state.view?.broken ?? null);
  if (broken === null) return null;
  return (
    <Note
      tone="fault"
      icon="fault"
      live
      action={<Button onPress={() => void light(broken.spot)}>Show byte {broken.at}</Button>}
    >
      <b>It does not read on at byte {broken.at}:</b> expected {broken.expected}, found {broken.found}.
    </Note>
  );
};

const names = { doe: 'DOE', mctp: 'MCTP' } as const;

/** What the file leaves open the person may decide, and take back. */
const TransportStrip = () => {
  const view = useEvidence((state) => state.view);
  if (view === null || view.unsaid === null) return null;
  const { by, other } = view.unsaid;
  return (
    <Note action={<Button onPress={() => void treatAs(view.id, other)}>Read as {names[other]}</Button>}>
      <b>The file does not say what it is a capture of.</b> It is read as {view.transport},{' '}
      {by === 'looks' ? 'which more of its packets look like' : 'as you said'}.
    </Note>
  );
};

const FaultStrip = () => {
  const fault = useEvidence((state) => state.fault);
  const trouble = useEvidence((state) => state.shelf?.trouble ?? null);
  const said = fault ?? trouble;
  if (said === null) return null;
  return (
    <Note
      tone="fault"
      icon="fault"
      live
      action={
        fault !== null && (
          <IconButton icon="close" label="Put this away" onPress={() => useEvidence.setState({ fault: null })} />
        )
      }
    >
      {said}
    </Note>
  );
};

export const Strips = () => (
  <div className="ev-strips">
    <FaultStrip />
    <RefusedStrip />
    <BrokenStrip />
    <TransportStrip />
  </div>
);
