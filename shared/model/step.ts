/** The kernel as a pure function: what a machine does with an action, or why it refuses. The simulator runs on it, and so does every prediction. */
import type { Action } from './action.js';
import type { DialectId } from './dialects/dialect.js';
import type { DeviceState } from './device.js';
import { type Draft, draftOf } from './draft.js';
import type { Effect } from './effect.js';
import type { MachineState } from './machine.js';
import type { Refusal } from './refusal.js';
import { marchRules } from './rules/march.js';
import { stockRules } from './rules/stock.js';
import type { ActionOf, Ask, DeviceActionKind, DeviceAsk, Gate, MachineActionKind, Rule, Rules } from './rules/rule.js';

export type StepResult =
  | { readonly kind: 'done'; readonly state: MachineState; readonly effects: readonly Effect[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Step = (state: MachineState, action: Action) => StepResult;

/** How far a path may branch back before we say there is none. */
const depthLimit = 6;

/** A refusal on its way: the refusal without its path, and what could be done about it. */
interface Stopped {
  readonly refusal: Omit<Refusal, 'path'>;
  readonly remedy: Action | null;
  readonly reached: boolean;
}

type Attempt = Extract<StepResult, { kind: 'done' }> | { readonly kind: 'stopped'; readonly stopped: Stopped };

const refusalOf = <Q extends Ask>(gate: Gate<Q>, ask: Q): Stopped => {
  const errno = gate.errno?.(ask) ?? ask.rules.errors[gate.id];
  if (errno === undefined) throw new Error(`the dialect has no error for ${gate.id}`);
  return {
    refusal: { errno, by: gate.by, precondition: { id: gate.id, text: gate.text(ask) }, rows: gate.rows },
    remedy: gate.remedy?.(ask) ?? null,
    reached: gate.reached?.(ask) ?? false,
  };
};

/** The first gate that decides, decides; when none does, the rule does its work on a draft. */
const run = <Q extends Ask>(rule: Rule<Q>, ask: Q): Attempt => {
  for (const gate of rule.gates) {
    if ('already' in gate) {
      if (gate.already(ask)) return { kind: 'done', state: ask.machine, effects: [] };
    } else if (gate.when(ask)) {
      return { kind: 'stopped', stopped: refusalOf(gate, ask) };
    }
  }
  const draft: Draft = draftOf(ask.machine);
  rule.does(draft, ask);
  return { kind: 'done', state: draft.machine, effects: draft.effects };
};

const isOnDevice = (action: Action): action is ActionOf<DeviceActionKind> =>
  'device' in action && typeof action.device === 'string';

const onDevice = <K extends DeviceActionKind>(kind: K, ask: DeviceAsk<ActionOf<K>>): Attempt =>
  run(ask.rules.device[kind], ask);

const onMachine = <K extends MachineActionKind>(kind: K, ask: Ask<ActionOf<K>>): Attempt =>
  run(ask.rules.machine[kind], ask);

const absent: Gate<Ask> = {
  id: 'no-device',
  by: 'core',
  rows: [],
  when: () => true,
  text: () => 'the device is not there',
};

const attempt = (rules: Rules, machine: MachineState, action: Action): Attempt => {
  if (!isOnDevice(action)) return onMachine(action.kind, { machine, action, rules });
  const device: DeviceState | undefined = machine.devices[action.device];
  if (device?.present !== true) return { kind: 'stopped', stopped: refusalOf(absent, { machine, action, rules }) };
  return onDevice(action.kind, { machine, action, rules, device });
};

interface Plan {
  readonly path: readonly Action[];
  readonly state: MachineState;
}

/** Takes one precondition after the other out of the way, on copies of the machine: a path it returns was walked. */
const plan = (
  rules: Rules,
  { state, action, depth }: { state: MachineState; action: Action; depth: number },
): Plan | null => {
  const tried = attempt(rules, state, action);
  if (tried.kind === 'done') return { path: [action], state: tried.state };
  const { remedy, reached } = tried.stopped;
  if (reached) return { path: [], state };
  if (remedy === null || depth === 0) return null;
  const before = plan(rules, { state, action: remedy, depth: depth - 1 });
  if (before === null) return null;
  const after = plan(rules, { state: before.state, action, depth: depth - 1 });
  return after === null ? null : { path: [...before.path, ...after.path], state: after.state };
};

/** The step function of a set of rules. A refused action changes nothing; an accepted one gives the next state and its effects in order. */
export const stepWith =
  (rules: Rules): Step =>
  (state, action) => {
    const tried = attempt(rules, state, action);
    if (tried.kind === 'done') return tried;
    const { refusal } = tried.stopped;
    const path = plan(rules, { state, action, depth: depthLimit })?.path ?? [];
    return { kind: 'refused', refusal: { ...refusal, path } };
  };

/** The March dialect (our default). */
export const step: Step = stepWith(marchRules);

const stockStep: Step = stepWith(stockRules);

/** The step function of a dialect whose table says that it is stepped. */
export const stepOf = (dialect: DialectId): Step => (dialect === 'stock-7.3' ? stockStep : step);
