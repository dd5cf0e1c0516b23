/** Injecting faults into a machine that takes them: what the world or an attacker does, each with a sentence on what it means. */
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { writeCommand } from '../../../shared/shell/command.js';
import { textOf } from '../../../shared/facts/reading.js';
import type { Device } from '../../../shared/facts/device.js';
import type { Errno } from '../../../shared/model/errno.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { faultFiles, type InjectedKind, worldActions } from '../../../shared/model/world.js';
import { readPaths, write } from '../../bridge/intents.js';
import { usePending } from '../../state/pending.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { Command } from '../../ui/Command.js';
import { Dialog } from '../../ui/Dialog.js';
import { Note } from '../../ui/Note.js';
import { Provenance } from '../../ui/Provenance.js';
import { Segmented } from '../../ui/Segmented.js';
import { TextField } from '../../ui/TextField.js';
import { expected, leftDevices, lineOf, tsmErrors } from './inject.js';
import { canInject } from './commands.js';
import './faults.css';

const close = (): void => useView.setState({ dialog: null });

const errnoChoices = [
  ...tsmErrors.map((errno) => ({ value: errno, title: errno })),
  { value: 'none', title: 'succeed again' },
] as const;

/** One write at a time: why the next one waits, or null. */
const useRunning = (): string | null => usePending(({ pending }) => (pending === null ? null : 'a write is running'));

interface DelayProps {
  /** Below sysfs. */
  readonly file: string;
  readonly label: string;
  /** Names the button: two of the same name could not be told apart. */
  readonly act: string;
  /** What is said once it is set. */
  readonly done: (ms: string) => string;
}

/** A time the machine takes: read once, set by a write of its own. */
const Delay = ({ file, label, act, done }: DelayProps): ReactElement => {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void readPaths([file]).then((answer) => {
      if (here && answer.ok) setText(textOf(answer.readings[file]) ?? '');
    });
    return () => {
      here = false;
    };
  }, [file]);
  const ms = /^\d{1,5}$/.test(text);
  const running = useRunning();
  const set = async (): Promise<void> => {
    if (!ms) return;
    const result = await write({ path: file, value: text, predicted: null });
    setSaid(result.ok && result.outcome.kind === 'done' ? done(text) : 'Not set.');
  };
  return (
    <div className="flt-delay">
      <TextField
        label={label}
        value={text}
        onChange={setText}
        mono
        most={5}
        error={ms || text === '' ? null : 'a whole number of milliseconds'}
      />
      <Button onPress={() => void set()} waits={running ?? (ms ? null : 'a number is missing')}>
        {act}
      </Button>
      <span role="status" className="dim">
        {said}
      </span>
    </div>
  );
};

interface ChoiceProps {
  readonly kind: InjectedKind;
  readonly onKind: (kind: InjectedKind) => void;
}

const Choices = ({ kind, onKind }: ChoiceProps): ReactElement => (
  <fieldset className="flt-list">
    <legend className="unseen">What happens</legend>
    {worldActions.map((entry) => (
      <label key={entry.kind} className="flt-act" data-on={entry.kind === kind || undefined}>
        <input type="radio" name="fault" checked={entry.kind === kind} onChange={() => onKind(entry.kind)} />
        <span>
          <b>{entry.title}</b>
          <span>{entry.sentence}</span>
        </span>
        <span className="flt-rows">{entry.rows.join(' ')}</span>
      </label>
    ))}
  </fieldset>
);

interface InjectProps {
  readonly snapshot: Snapshot;
  readonly device: Device | null;
}

const Inject = ({ snapshot, device }: InjectProps): ReactElement => {
  const [kind, setKind] = useState<InjectedKind>(device === null ? 'arrive' : 'ide_loss');
  const [errno, setErrno] = useState<Errno | 'none'>('EIO');
  const left = leftDevices(
    useSession((state) => state.events),
    snapshot,
  );
  const [arriving, setArriving] = useState(left[0] ?? '');
  const [refused, setRefused] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  const name = kind === 'arrive' ? arriving.trim() : (device?.id ?? '');
  const chosen = { kind, name, errno: errno === 'none' ? null : errno };
  const line = lineOf(chosen);
  const missing = name === '' ? (kind === 'arrive' ? 'an address is missing' : 'no device is chosen') : null;
  const waits = useRunning() ?? missing;
  const foretold = device === null ? null : expected(snapshot, device, chosen);
  const inject = async (): Promise<void> => {
    setRefused(null);
    const answer = await write({ path: faultFiles.inject, value: line, predicted: null });
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
      width={640}
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Close</Button>
          <Button variant="primary" icon="fault" waits={waits} onPress={() => void inject()}>
            Inject
          </Button>
        </>
      }
    >
      <div ref={list} className="flt">
        <Choices kind={kind} onKind={setKind} />
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
        <Command text={writeCommand(faultFiles.inject, line)} highlight={line} />
      </div>
      {foretold === null ? null : (
        <p className="flt-expect">
          <Provenance kind="inferred" /> <span>The model expects: {foretold}.</span>
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
  const open = useView((state) => state.dialog === 'faults');
  const snapshot = useSession((state) => state.snapshot);
  const able = useSession((state) => canInject(state) === null);
  const selected = useView((state) => state.selected);
  if (!open || snapshot === null || !able) return null;
  const device = selected === null ? undefined : snapshot.devices[selected];
  return <Inject key={selected ?? ''} snapshot={snapshot} device={device ?? null} />;
};
