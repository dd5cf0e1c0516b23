/** Does acts on a test machine and on the model side by side, and stops at the first thing that differs. */
import type { DevicePath, DeviceState } from '../../../shared/model/device.js';
import { numberOf } from '../../../shared/model/designs/scale.js';
import type { MachineState } from '../../../shared/model/machine.js';
import type { Step } from '../../../shared/model/step.js';
import { type Act, actText, stepAct, writeFor } from './act.js';
import { complaintsAmong } from './complaints.js';
import { differences, type Expected, uncompared } from './differences.js';
import { expectedOf, heardOf, sequenceOf } from './notices.js';
import { errnoOf, machineOfRaw, namesToObserve, observeLine, rawOf, renewed } from './observe.js';
import type { RawDevice } from '../../../main/wires/wire.js';
import type { Answer, Player } from './player.js';

/** The first step at which machine and model part. */
export interface Parting {
  readonly act: string;
  /** What differs: which fact or notice, by the model and in the machine. */
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
  /** The acts that led there, the last first. */
  readonly trail: readonly string[];
}

/** A parting as a person reads it. */
export const partingText = ({ act, what, expected, found, trail }: Parting): string =>
  [
    `${act}: ${what} is`,
    `  by the model    ${JSON.stringify(expected)}`,
    `  in the machine  ${JSON.stringify(found)}`,
    ...trail.map((line) => `  after ${line}`),
  ].join('\n');

export interface Tally {
  done: number;
  refused: number;
  /** Ids of {@link differences} that made a difference. */
  readonly used: Set<string>;
  last: number;
}

export const tallyOf = (): Tally => ({ done: 0, refused: 0, used: new Set(), last: 0 });

const deviceIn = (machine: MachineState, path: DevicePath): DeviceState => {
  const device = machine.devices[path];
  if (device === undefined) throw new Error(`no ${path} in this machine`);
  return device;
};

/** The device an act is done to, and at which its outcome is seen: `about` for a policy, which names none. */
const targetOf = (act: Act, about: DevicePath | undefined): DevicePath => {
  if ('device' in act) return typeof act.device === 'string' ? act.device : act.device.path;
  if (about === undefined) throw new Error(`${act.kind} is done to no device`);
  return about;
};

interface Course {
  /** Devices as they were first swept. */
  readonly first: ReadonlyMap<string, RawDevice>;
  readonly tally: Tally;
  /** Where what a policy leads to is looked for. */
  readonly about?: DevicePath | undefined;
  /** Another step than the March one plays a kernel that is wrong. */
  readonly by?: Step | undefined;
}

const expectedAfter = (machine: MachineState, act: Act, { by, tally, about }: Course): Expected => {
  const path = targetOf(act, about);
  const device = deviceIn(machine, path);
  const result = stepAct(machine, act, by);
  let expected: Expected = {
    errno: result.kind === 'refused' ? result.refusal.errno : null,
    heard: expectedOf(result.kind === 'refused' ? [] : result.effects, path),
    after: result.kind === 'refused' ? machine : result.state,
  };
  for (const difference of differences) {
    if (!difference.when(act, device)) continue;
    const then = difference.expects(expected, device);
    if (JSON.stringify(then) !== JSON.stringify(expected)) tally.used.add(difference.id);
    expected = then;
  }
  return expected;
};

type Found = Pick<Parting, 'what' | 'expected' | 'found'>;

const differs = (what: string, expected: unknown, found: unknown): Found | null =>
  JSON.stringify(expected) === JSON.stringify(found) ? null : { what, expected, found };

/** The facts of a device, machine against model; null when they agree. */
export const partInFacts = (
  answers: readonly Answer[],
  expected: MachineState,
  { path, first }: { readonly path: DevicePath; readonly first: Course['first'] },
): Found | null => {
  const model = deviceIn(expected, path);
  const raw = rawOf(answers);
  const before = first.get(path);
  if (raw === null || before === undefined || !model.present) return differs('present', model.present, raw !== null);
  const seen = machineOfRaw(renewed(before, raw)).devices[path];
  if (seen === undefined) return { what: 'path', expected: path, found: raw.path };
  const number = numberOf(expected.design.scale, model.level);
  for (const key of Object.keys(model) as (keyof DeviceState)[]) {
    if (key in uncompared) continue;
    // Where no TSM serves the device, no file shows the count.
    if (key === 'evidenceGeneration' && raw.attrs['tsm/evidence_generation'] === undefined) continue;
    const parting = differs(key, key === 'level' ? number : model[key], seen[key]);
    if (parting !== null) return parting;
  }
  return null;
};

const splitAt = (answers: readonly Answer[]): readonly (readonly Answer[])[] => {
  const runs: Answer[][] = [];
  for (const answer of answers) {
    if (answer.kind === 'w') runs.push([]);
    runs.at(-1)?.push(answer);
  }
  return runs;
};

/** Numbers of messages count on without a gap; the first is taken as it is. */
const partInSequence = (answers: readonly Answer[], tally: Tally): Found | null => {
  for (const seq of sequenceOf(answers)) {
    const due = tally.last + 1;
    if (tally.last !== 0 && seq !== due) return { what: 'netlink seq', expected: due, found: seq };
    tally.last = seq;
  }
  return null;
};

const partIn = (answers: readonly Answer[], { expected, act }: { expected: Expected; act: Act }, course: Course) => {
  const path = targetOf(act, course.about);
  const heard = heardOf(answers, deviceIn(expected.after, path));
  if (heard === 'lost') return { what: 'notices', expected: 'all', found: 'lost' };
  return (
    differs('kernel complaints', [], complaintsAmong(answers)) ??
    differs('errno', expected.errno, errnoOf(answers[0]?.fields[0])) ??
    differs('uevents', expected.heard.uevents, heard.uevents) ??
    differs('netlink', expected.heard.netlink, heard.netlink) ??
    differs('log', expected.heard.log, heard.log) ??
    partInFacts(answers, expected.after, { path, first: course.first }) ??
    partInSequence(answers, course.tally)
  );
};

const batchSize = 250;

/** A batch of acts, and the lines that play it: every act, what was heard of it, and how its device looks then. */
const scriptOf = (machine: MachineState, batch: readonly Act[], about: DevicePath | undefined): readonly string[] =>
  batch.flatMap((act) => {
    const device = deviceIn(machine, targetOf(act, about));
    const write = writeFor(act, device);
    return [`w\t${write.path}\t${write.value}`, 'n', observeLine('pci', device.id)];
  });

/**
 * Does `acts` one after the other, batch by batch; the model's machine after the last, or where machine and model part.
 * While a batch is judged here the next is played there: what is done there does not rest on what was found.
 */
export const runActs = async (
  player: Player,
  start: MachineState,
  course: Course & { readonly acts: readonly Act[] },
): Promise<{ readonly machine: MachineState } | { readonly parting: Parting }> => {
  const { acts, tally } = course;
  let machine = start;
  const trail: string[] = [];
  const batches = Array.from({ length: Math.ceil(acts.length / batchSize) }, (_none, index) =>
    acts.slice(index * batchSize, (index + 1) * batchSize),
  );
  const play = (index: number): Promise<readonly Answer[]> =>
    player.play(scriptOf(start, batches[index] ?? [], course.about));
  await player.play([...namesToObserve(false), 'n']);
  let coming = play(0);
  for (const [number, batch] of batches.entries()) {
    const runs = splitAt(await coming);
    coming = play(number + 1);
    for (const [index, act] of batch.entries()) {
      const expected = expectedAfter(machine, act, course);
      const found = partIn(runs[index] ?? [], { expected, act }, course);
      if (found !== null) {
        // Nothing is under way when a run ends.
        await coming;
        return { parting: { act: actText(act), ...found, trail: trail.slice(-12).reverse() } };
      }
      if (expected.errno === null) tally.done += 1;
      else tally.refused += 1;
      machine = expected.after;
      trail.push(`${actText(act)}: ${expected.errno ?? 'done'}`);
    }
  }
  await coming;
  return { machine };
};
