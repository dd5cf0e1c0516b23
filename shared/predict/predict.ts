/** What a write will do, from measured facts only: the model is run on every machine the unmeasured ones may mean. */
import type { FactName } from '../facts/device.js';
import { known } from '../facts/fact.js';
import type { Snapshot } from '../facts/snapshot.js';
import type { WriteAction } from '../model/action.js';
import type { DeviceState } from '../model/device.js';
import type { DialectId } from '../model/dialects/dialect.js';
import { dialects } from '../model/dialects/index.js';
import type { Effect } from '../model/effect.js';
import type { MachineState } from '../model/machine.js';
import { type Step, type StepResult, stepOf } from '../model/step.js';
import { type Axis, axisOf, parentAxis, policyAxes, type Question } from './axes.js';
import { type AskedFact, machineOf, thunderboltGaps, unmeasured } from './machineOf.js';
import type { Prediction } from './prediction.js';

/** Above this many machines, facts are varied two at a time instead of all together. */
const productLimit = 1024;

const machines = new WeakMap<Snapshot, MachineState>();

const machineFor = (snapshot: Snapshot): MachineState => {
  const kept = machines.get(snapshot);
  if (kept !== undefined) return kept;
  const machine = machineOf(snapshot);
  machines.set(snapshot, machine);
  return machine;
};

/** One choice per axis, by index; -1 leaves what stands there. */
type Choice = readonly number[];

const product = (axes: readonly Axis[]): Choice[] =>
  axes.reduce<Choice[]>(
    (choices, axis) => choices.flatMap((choice) => axis.changes.map((_change, index) => [...choice, index])),
    [[]],
  );

const pairs = (axes: readonly Axis[]): Choice[] => {
  const rest = axes.map(() => -1);
  return axes.flatMap((first, i) =>
    axes
      .slice(i + 1)
      .flatMap((second, offset) =>
        first.changes.flatMap((_one, a) => second.changes.map((_other, b) => rest.with(i, a).with(i + 1 + offset, b))),
      ),
  );
};

interface Outcome {
  readonly result: StepResult;
  readonly after: DeviceState | undefined;
  readonly before: DeviceState | undefined;
}

/** Fields of the device that the write moves, on any of the machines. */
const movedFields = (outcomes: Iterable<Outcome>): readonly (keyof DeviceState)[] => {
  const moved = new Set<keyof DeviceState>();
  for (const { before, after } of outcomes) {
    if (before === undefined || after === undefined) continue;
    for (const key of Object.keys(after) as (keyof DeviceState)[]) if (before[key] !== after[key]) moved.add(key);
  }
  // A count goes up from wherever it is.
  moved.delete('lockGeneration');
  moved.delete('evidenceGeneration');
  return [...moved];
};

/** Two outcomes are the same when their texts are: the refusal, or the state that the write brings about. */
const textOfOutcome = ({ result, after }: Outcome, fields: readonly (keyof DeviceState)[]): string =>
  result.kind === 'refused'
    ? `${result.refusal.errno} ${result.refusal.precondition.id}`
    : JSON.stringify(
        fields.map((field) => (field === 'thunderbolt' ? after?.thunderbolt?.authorized : after?.[field])),
      );

/** Names the facts on which the outcome turns: two machines that differ in that fact alone end differently. */
const turnsOn = (axes: readonly Axis[], texts: ReadonlyMap<string, string>): readonly FactName[] => {
  const names = new Set<AskedFact>();
  for (const [index, axis] of axes.entries()) {
    const seen = new Map<string, string>();
    for (const [key, text] of texts) {
      const others = key.split(',').toSpliced(index, 1).join();
      const same = seen.get(others);
      if (same !== undefined && same !== text) names.add(axis.fact);
      seen.set(others, text);
    }
  }
  return [...names];
};

/** Settings are foretold by what they will be; everything else only if it comes on every machine. */
const isSetting = (effect: Effect): boolean => ['dma', 'ats', 'link', 'spdm'].includes(effect.kind);

const commonEffects = (base: readonly Effect[], outcomes: readonly Outcome[]): readonly Effect[] => {
  const lists = outcomes.map(
    ({ result }) => new Set(result.kind === 'done' ? result.effects.map((one) => JSON.stringify(one)) : []),
  );
  return base.filter((effect) => isSetting(effect) || lists.every((list) => list.has(JSON.stringify(effect))));
};

const runWith =
  (step: Step, action: WriteAction, path: DeviceState['path'] | null) =>
  (machine: MachineState): Outcome => {
    const result = step(machine, action);
    const before = path === null ? undefined : machine.devices[path];
    const after = path === null || result.kind !== 'done' ? undefined : result.state.devices[path];
    return { result, before, after };
  };

const axesOf = (snapshot: Snapshot, question: Question, dialect: DialectId): readonly Axis[] => {
  const { device, machine } = question;
  const seen = snapshot.devices[device.path];
  if (seen === undefined) return [];
  const parent = device.parent === null ? undefined : snapshot.devices[device.parent];
  const parentOpen =
    parent?.bus !== 'thunderbolt' ||
    parent.facts.authorized.kind === 'measured' ||
    machine.devices[parent.path]?.thunderbolt === null;
  return [
    ...unmeasured(seen, dialect).map((fact) => axisOf(fact, question)),
    ...policyAxes(question, thunderboltGaps(snapshot, seen)),
    ...(parentOpen || parent === undefined ? [] : [parentAxis(parent.path)]),
  ].filter((axis) => axis.changes.length > 1);
};

const asPrediction = (
  { result, after }: Outcome,
  effects: readonly Effect[],
  path: DeviceState['path'],
): Prediction => {
  if (result.kind === 'refused') return { kind: 'refused', refusal: result.refusal };
  const state = after ?? Object.values(result.state.devices).find((device) => device.path === path);
  if (state === undefined) throw new Error('a write that succeeds leaves its device there');
  return { kind: 'succeeds', effects, after: state };
};

/**
 * Predicts a write to a device. An inferred or unknown fact is varied over its values; where the outcome turns on it, the
 * answer is `cannot` and names exactly such facts. The paths of refusals hold for the facts as they stand.
 */
export const predict = (snapshot: Snapshot, action: WriteAction): Prediction => {
  const dialect = known(snapshot.dialect);
  if (dialect === undefined || !dialects[dialect].stepped) return { kind: 'cannot', unknown: ['level'] };
  const machine = machineFor(snapshot);
  const path = 'device' in action ? action.device : null;
  const run = runWith(stepOf(dialect), action, path);
  const base = run(machine);
  const device = path === null ? undefined : machine.devices[path];
  if (device === undefined) {
    const some = Object.values(machine.devices)[0];
    if (some === undefined) return { kind: 'cannot', unknown: ['level'] };
    return asPrediction(base, base.result.kind === 'done' ? base.result.effects : [], some.path);
  }
  const axes = axesOf(snapshot, { machine, device, action }, dialect);
  const size = axes.reduce((total, axis) => total * axis.changes.length, 1);
  const choices = size <= productLimit || axes.length < 2 ? product(axes) : pairs(axes);
  const outcomes = new Map(
    choices.map((choice) => {
      const varied = axes.reduce((so, axis, index) => axis.changes[choice[index] ?? -1]?.(so) ?? so, machine);
      return [choice.join(), run(varied)] as const;
    }),
  );
  const fields = movedFields(outcomes.values());
  const texts = new Map([...outcomes].map(([key, outcome]) => [key, textOfOutcome(outcome, fields)]));
  if (new Set(texts.values()).size > 1) return { kind: 'cannot', unknown: turnsOn(axes, texts) };
  const effects = base.result.kind === 'done' ? commonEffects(base.result.effects, [...outcomes.values()]) : [];
  return asPrediction(base, effects, device.path);
};
