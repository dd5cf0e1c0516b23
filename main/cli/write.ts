/** `lockstep write`: one write, its outcome, what it led to, and for a refusal who refused and the nearest path. */
import type { LabEvent, WriteOutcome } from '../../shared/facts/event.js';
import { known } from '../../shared/facts/fact.js';
import { ownBranchOf } from '../../shared/facts/radius.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import { eventText, outcomeText } from '../../shared/export/eventLine.js';
import { table } from '../../shared/export/table.js';
import { actionOf, type SysfsWrite, writeOf } from '../../shared/model/dialects/address.js';
import type { Errno } from '../../shared/model/errno.js';
import type { Refusal } from '../../shared/model/refusal.js';
import { isInjected } from '../../shared/model/world.js';
import { explain } from '../../shared/predict/describe.js';
import { predict } from '../../shared/predict/predict.js';
import { writeCommand } from '../../shared/shell/command.js';
import { errnoText } from '../../shared/shell/errnoText.js';
import type { Invocation } from './cli.js';
import { elevationOf } from './elevation.js';
import type { ExitCode } from './ending.js';
import { call, type Visit, visit } from './visit.js';

interface ExplainedRefusal {
  readonly refusal: Refusal;
  readonly sentence: string;
  /** The writes that lead to what was asked for; the refused one last. */
  readonly path: readonly SysfsWrite[];
}

/** What the model says of this refusal; null when it knows no such write, or foresaw something else. */
const explained = (snapshot: Snapshot, write: SysfsWrite, outcome: WriteOutcome): ExplainedRefusal | null => {
  const dialect = known(snapshot.dialect);
  if (outcome.kind !== 'refused' || dialect === undefined) return null;
  const devices = Object.values(snapshot.devices);
  const find = (bus: string, id: string) =>
    devices.find((device) => device.bus === bus && device.id === id)?.path ?? null;
  const action = actionOf(dialect, write, find);
  const predicted = action === null ? null : predict(snapshot, action);
  if (predicted?.kind !== 'refused' || predicted.refusal.errno !== outcome.errno) return null;
  const { refusal } = predicted;
  const path = refusal.path.flatMap((step) => {
    // What the world does is no write: nobody can type it.
    if (isInjected(step)) return [];
    const device = 'device' in step ? snapshot.devices[step.device] : undefined;
    return [writeOf(step, device ?? { id: '', bus: '' })];
  });
  const bus = action !== null && 'device' in action ? snapshot.devices[action.device]?.bus : undefined;
  return { refusal, sentence: explain(refusal, bus), path };
};

/** Refusals before any rule of trust is asked: of the file itself. */
const fileReasons: Partial<Readonly<Record<Errno, string>>> = {
  ENOENT: 'there is no such attribute on this target.',
  EACCES: 'the attribute takes no writes, or not from this user.',
  EISDIR: 'this is a folder, not an attribute.',
  EINVAL: 'the attribute does not take this value.',
};

/** Why a write was not done, on one line; null when it was. */
const complaintOf = (outcome: WriteOutcome, why: ExplainedRefusal | null): string | null => {
  if (outcome.kind === 'done') return null;
  if (outcome.kind !== 'refused') return `${outcomeText(outcome)}.`;
  const { errno } = outcome;
  return `refused, ${errno}: ${why?.sentence ?? fileReasons[errno] ?? `${errnoText[errno]}.`}`;
};

const codeOf = (outcome: WriteOutcome): ExitCode => (outcome.kind === 'done' ? 0 : outcome.kind === 'lost' ? 3 : 1);

const nameOf = (device: string | null): string => (device === null ? '-' : device.slice(device.lastIndexOf('/') + 1));

const effectsTable = (events: readonly LabEvent[]): readonly string[] =>
  table(events.map((event) => [`  ${nameOf(event.device)}`, event.kind, eventText(event)]));

/** What the write would touch, and what stands there. Exit code 1 when it is the branch this tool sits on. */
const dryRun = async (
  { lab, flags, words, out }: Pick<Invocation, 'lab' | 'flags' | 'words' | 'out'>,
  { session, snapshot }: Visit,
): Promise<ExitCode> => {
  const [path = '', value = ''] = words;
  const radius = await call(lab, 'session.dryRun', { session, path, value });
  const own = ownBranchOf(radius);
  if (flags.json === true) {
    out(`${JSON.stringify({ target: snapshot.target, path, value, ...radius }, null, 2)}\n`);
    return own === null ? 0 : 1;
  }
  const lines = [
    ...radius.touched.map((folder) => `touches /sys/${folder}`),
    ...radius.stakes.map(
      (stake) => `  ${stake.kind}: ${stake.text}${stake.own === null ? '' : ' (needs --own-branch)'}`,
    ),
    ...radius.unseen,
  ];
  out(`${lines.length === 0 ? 'touches no device' : lines.join('\n')}\n`);
  return own === null ? 0 : 1;
};

export const write = async ({ lab, ask, flags, words, out, complain }: Invocation): Promise<ExitCode> => {
  const [path = '', value = ''] = words;
  const at = await visit({ lab, ask }, flags.target as string | undefined);
  const { session, snapshot } = at;
  if (flags['dry-run'] === true) return dryRun({ lab, flags, words, out }, at);
  if (flags.arm === true)
    await call(lab, 'session.arm', { session, armed: true, elevation: elevationOf(flags.elevate) });
  const ownBranch = flags['own-branch'] === true;
  const done = await call(lab, 'session.write', { session, path, value, predicted: null, ownBranch, op: 'cli' });
  await at.reached(done.seq);
  const { outcome } = done;
  const asked = at.events.find(({ id }) => id === done.event);
  const written = { path: asked?.kind === 'write' ? asked.path : path, value };
  const effects = at.events.filter(({ id, kind }) => id > done.event && kind !== 'outcome');
  const why = explained(snapshot, written, outcome);
  const complaint = complaintOf(outcome, why);
  if (complaint !== null) complain(complaint);
  if (flags.json === true) {
    const refusal = why === null ? null : { ...why.refusal, path: why.path };
    out(`${JSON.stringify({ target: snapshot.target, ...written, outcome, refusal, events: effects }, null, 2)}\n`);
    return codeOf(outcome);
  }
  out(`${writeCommand(written.path, value)}\n${outcomeText(outcome)}\n`);
  if (why !== null) {
    out(`${why.sentence}\n`);
    if (why.path.length > 0)
      out(`nearest path:\n${why.path.map((step) => `  ${writeCommand(step.path, step.value)}\n`).join('')}`);
  }
  if (effects.length > 0) out(`${effectsTable(effects).join('\n')}\n`);
  return codeOf(outcome);
};
