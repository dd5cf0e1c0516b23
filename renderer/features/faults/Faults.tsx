/** Injecting faults into a machine that takes them: what the world or an attacker does, and what becomes wrong with what a device signs. */
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { writeCommand } from '../../../shared/shell/command.js';
import type { Device } from '../../../shared/facts/device.js';
import type { Errno } from '../../../shared/model/errno.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { faultFiles } from '../../../shared/model/world.js';
import { write } from '../../bridge/intents.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { Command } from '../../ui/Command.js';
import { Dialog } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import { Provenance } from '../../ui/Provenance.js';
import { Segmented } from '../../ui/Segmented.js';
import { TextField } from '../../ui/TextField.js';
import { Choices, type Line } from './Choices.js';
import { canInject } from './commands.js';
import { Delay } from './Delay.js';
import { type Chosen, expected, injection, leftDevices, tsmErrors } from './inject.js';
import { useRunning } from './running.js';
import { type Signing, signingOf } from './signing.js';
import './faults.css';

const close = (): void => useView.setState({ dialog: null });

const errnoChoices = [
  ...tsmErrors.map((errno) => ({ value: errno, title: errno })),
  { value: 'none', title: 'succeed again' },
] as const;

const firstLine = (device: Device | null, signing: Signing, evidence: boolean): Line => {
  if (evidence && signing.kind === 'signs') return { group: 'signs', fault: 'expired-certificate' };
  return { group: 'happens', kind: device === null ? 'arrive' : 'ide_loss' };
};

interface InjectProps {
  readonly snapshot: Snapshot;
  readonly device: Device | null;
  /** Opened for what a device signs. */
  readonly evidence: boolean;
}

const Inject = ({ snapshot, device, evidence }: InjectProps): ReactElement => {
  const signing = signingOf(snapshot, device);
  const [line, setLine] = useState<Line>(() => firstLine(device, signing, evidence));
  const [errno, setErrno] = useState<Errno | 'none'>('EIO');
  const left = leftDevices(
    useSession((state) => state.events),
    snapshot,
  );
  const [arriving, setArriving] = useState(left[0] ?? '');
  const [refused, setRefused] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const kind = line.group === 'happens' ? line.kind : null;
  const signer = signing.kind === 'signs' ? signing.by : '';
  const name = kind === null ? signer : kind === 'arrive' ? arriving.trim() : (device?.id ?? '');
  const chosen: Chosen =
    line.group === 'signs'
      ? { fault: line.fault, name }
      : { kind: line.kind, name, errno: errno === 'none' ? null : errno };
  const { path, value } = injection(chosen);
  const missing = name === '' ? (kind === 'arrive' ? 'an address is missing' : 'no device is chosen') : null;
  const waits = useRunning() ?? missing;
  const foretold = device === null ? null : expected(snapshot, device, chosen);
  const inject = async (): Promise<void> => {
    setRefused(null);
    const answer = await write({ path, value, predicted: null });
    if (!answer.ok) setRefused(answer.fault.text);
    else if (answer.outcome.kind === 'done') close();
    else
      setRefused(
        answer.outcome.kind === 'refused'
          ? `Refused, ${answer.outcome.errno}: the machine cannot do that now.`
          : 'No answer; it may still happen.',
      );
  };
  return (
    <Dialog
      title={device === null ? 'Inject a fault' : `Inject a fault: ${device.name}`}
      width={960}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Close</Button>
          <Button variant="primary" icon="fault" waits={waits} onPress={() => void inject()}>
            {line.group === 'signs' && line.fault === null ? 'Take back' : 'Inject'}
          </Button>
        </>
      }
    >
      <div ref={list} className="flt">
        <Choices line={line} onLine={setLine} signing={signing} signer={signer === device?.id ? null : signer} />
      </div>
      {kind === 'tsm_fails' ? (
        <Segmented label="The error" options={errnoChoices} value={errno} onChange={setErrno} />
      ) : null}
      {kind === 'arrive' ? (
        <TextField
          label="Address of what arrives"
          value={arriving}
          onChange={setArriving}
          mono
          hint={left.length === 0 ? 'Nothing has left in this session.' : `Left in this session: ${left.join(', ')}`}
        />
      ) : null}
      <div className="flt-write">
        <Command text={writeCommand(path, value)} highlight={value} />
      </div>
      {foretold === null ? null : (
        <p className="flt-expect">
          <Provenance kind="inferred" /> <span>Expected: {foretold}.</span>
        </p>
      )}
      {refused === null ? null : (
        <Note tone="refuse" icon="refusal" live>
          {refused}
        </Note>
      )}
      <div className="flt-delays">
        <Delay
          file={faultFiles.detection}
          label="A fault is detected after, in ms"
          act="Set detection"
          done={(ms) => (ms === '0' ? 'Faults are detected at once now.' : `Faults are detected after ${ms} ms now.`)}
        />
        <Delay
          file={faultFiles.latency}
          act="Set"
          label="Every TSM call takes, in ms"
          done={(ms) => `TSM calls take ${ms} ms now.`}
        />
      </div>
    </Dialog>
  );
};

/** The dialog, while it is open. */
export const Faults = (): ReactElement | null => {
  const dialog = useView((state) => state.dialog);
  const snapshot = useSession((state) => state.snapshot);
  const able = useSession((state) => canInject(state) === null);
  const selected = useView((state) => state.selected);
  if ((dialog !== 'faults' && dialog !== 'evidence-faults') || snapshot === null || !able) return null;
  const device = selected === null ? undefined : snapshot.devices[selected];
  return (
    <Inject key={selected ?? ''} snapshot={snapshot} device={device ?? null} evidence={dialog === 'evidence-faults'} />
  );
};
