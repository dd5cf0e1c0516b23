/** What a row check and a planted mutation are: the check holds for the true rules, and breaks for the mutation of its row. */
import type { Draft } from '../draft.js';
import type { ActionOf, DeviceActionKind, DeviceAsk, Gate, Rule, Rules } from '../rules/rule.js';
import type { Step } from '../step.js';

export type Row = `${'R' | 'O' | 'S' | 'B'}${number}`;

export interface RowCheck {
  readonly row: Row;
  /** What holds, as the title of a test. */
  readonly title: string;
  /** Throws RowBroken where the step function does not keep the row. */
  readonly check: (step: Step) => void;
}

export interface Mutation {
  readonly row: Row;
  /** What the wrong kernel does. */
  readonly describe: string;
  readonly mutate: (rules: Rules) => Rules;
}

type Does<K extends DeviceActionKind> = (draft: Draft, ask: DeviceAsk<ActionOf<K>>, original: () => void) => void;

type RuleOf<K extends DeviceActionKind> = Rule<DeviceAsk<ActionOf<K>>>;

const withRule = <K extends DeviceActionKind>(kind: K, change: (rule: RuleOf<K>) => RuleOf<K>) => {
  return (rules: Rules): Rules => ({ ...rules, device: { ...rules.device, [kind]: change(rules.device[kind]) } });
};

/** The kernel forgets to ask one precondition. */
export const withoutGate = <K extends DeviceActionKind>(kind: K, id: string): Mutation['mutate'] =>
  withRule(kind, (rule) => ({ ...rule, gates: rule.gates.filter((gate) => gate.id !== id) }));

/** The kernel does something else when it accepts. */
export const withDoes = <K extends DeviceActionKind>(kind: K, does: Does<K>): Mutation['mutate'] =>
  withRule(kind, (rule) => ({ ...rule, does: (draft, ask) => does(draft, ask, () => rule.does(draft, ask)) }));

/** The kernel takes every such write and does nothing. */
export const acceptsAll = <K extends DeviceActionKind>(kind: K): Mutation['mutate'] =>
  withRule(kind, () => ({ gates: [], does: () => undefined }));

/** The kernel asks one precondition more. */
export const withGate = <K extends DeviceActionKind>(kind: K, gate: Gate<DeviceAsk<ActionOf<K>>>): Mutation['mutate'] =>
  withRule(kind, (rule) => ({ ...rule, gates: [gate, ...rule.gates] }));
