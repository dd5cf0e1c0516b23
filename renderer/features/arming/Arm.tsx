/** Arming writes to a real machine: says as whom, lets the person choose how writes get their rights, and what cannot be seen as this user. */
import { type ReactElement, useEffect, useState } from 'react';
import type { Elevation, Rights } from '../../../shared/facts/rights.js';
import { arm, askRights } from '../../bridge/intents.js';
import { useSession } from '../../state/session.js';
import { dismissTrouble, useTrouble } from '../../state/trouble.js';
import { useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import './arming.css';

const close = (): void => useView.setState({ dialog: null });

interface WaysProps {
  readonly rights: Rights;
  readonly how: Elevation;
  readonly onHow: (how: Elevation) => void;
}

const Ways = ({ rights, how, onHow }: WaysProps): ReactElement => (
  <fieldset className="arm-ways">
    <legend>How writes get their rights</legend>
    {rights.ways.map((way) => (
      <label key={way.how} data-on={way.how === how || undefined} data-not={way.not !== null || undefined}>
        <input
          type="radio"
          name="elevation"
          checked={way.how === how}
          disabled={way.not !== null}
          onChange={() => onHow(way.how)}
        />
        <span>
          {way.title}
          {way.not === null ? null : <span className="arm-not">{way.not}</span>}
        </span>
      </label>
    ))}
  </fieldset>
);

/** What the lab said against it, beside the choice that it is about. */
const Refused = (): ReactElement | null => {
  const trouble = useTrouble((state) => state.trouble);
  if (trouble?.command !== 'session.arm') return null;
  return (
    <Note tone="refuse" icon="disarmed" live>
      {trouble.fault.text}
    </Note>
  );
};

export const Arm = (): ReactElement => {
  const title = useSession((session) => session.snapshot?.title ?? 'the target');
  const [rights, setRights] = useState<Rights | null>(null);
  const [how, setHow] = useState<Elevation>('none');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let here = true;
    dismissTrouble();
    void askRights().then((answer) => {
      if (here && answer.ok) setRights(answer.rights);
    });
    return () => {
      here = false;
    };
  }, []);
  const go = async (): Promise<void> => {
    dismissTrouble();
    setBusy(true);
    const answer = await arm(true, how);
    setBusy(false);
    if (answer.ok) close();
  };
  return (
    <Dialog
      title={`Arm writes to ${title}`}
      onClose={close}
      footer={
        <>
          <Button variant="quiet" onPress={close}>
            Stay reading only
          </Button>
          <Button
            variant="primary"
            icon="armed"
            waits={rights === null ? 'the rights are being looked up' : busy ? 'being asked for' : null}
            onPress={() => void go()}
          >
            Arm writes
          </Button>
        </>
      }
    >
      <p>
        Writes then reach the kernel of this machine{rights === null ? '' : `, as ${rights.user}`}. Each is shown whole
        before it is made, with what stands on the device. The disk of / and the network of this session need a second
        word.
      </p>
      {rights === null ? null : <Ways rights={rights} how={how} onHow={setHow} />}
      <Refused />
      {rights === null || rights.unseen.length === 0 ? null : (
        <ul className="arm-unseen" aria-label="What cannot be seen">
          {rights.unseen.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
};
