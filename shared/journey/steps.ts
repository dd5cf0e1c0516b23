/** What of a path is done, what is next, and why a step is refused, stale or not possible. */
import type { Device, FactName } from '../facts/device.js';
import { known } from '../facts/fact.js';
import { writeOf } from '../model/dialects/address.js';
import type { History } from './history.js';
import type { JourneyStep, StepId } from './journey.js';
import type { Plan, Template } from './parts.js';

interface StepsInput {
  readonly plan: Plan;
  readonly device: Device;
  readonly history: History;
  /** The path goes on only after a way back: nothing is next. */
  readonly halted: boolean;
}

/** The fact whose last change is when the step was done. */
const factOf: Readonly<Partial<Record<StepId, FactName>>> = {
  lock: 'locked',
  connect: 'connected',
  trust: 'level',
  accept: 'tdisp',
  bind: 'driver',
  authorize: 'authorized',
};

const isDone = (template: Template, { plan, device, history }: StepsInput): boolean => {
  const zone = plan.inError ? 0 : plan.zone;
  const driver = known(device.facts.driver);
  if (template.done !== undefined) return template.done;
  switch (template.id) {
    case 'gather':
      return history.gathered !== null && !plan.inError;
    case 'verify':
      return history.verdict?.verdict === 'accept' && !plan.inError;
    case 'unbind':
      return zone >= 1 || driver === null;
    case 'bind':
      if (template.leadsTo !== null) return zone >= template.leadsTo;
      return zone >= 2 && driver !== undefined && driver !== null;
    default:
      return template.leadsTo !== null && zone >= template.leadsTo;
  }
};

const doneAt = (template: Template, { history }: StepsInput): number | null => {
  if (template.id === 'gather') return history.gathered?.at ?? null;
  if (template.id === 'verify') return history.verdict?.at ?? null;
  if (template.id === 'unbind') return history.unboundAt;
  const fact = factOf[template.id];
  return fact === undefined ? null : (history.changedAt.get(fact) ?? null);
};

/** True when the last write to the device was this step's, and it was refused. */
const wasRefused = (template: Template, { device, history }: StepsInput): string | null => {
  const { action } = template;
  if (action === null || history.last?.outcome?.kind !== 'refused') return null;
  // A step on another device is refused there, not here.
  if ('device' in action && action.device !== device.path) return null;
  const { path, value } = writeOf(action, device);
  const { write, outcome } = history.last;
  return write.path === path && write.value === value && outcome.kind === 'refused' ? outcome.errno : null;
};

const whyNot = (template: Template, { history, plan }: StepsInput): string | null => {
  if (template.id === 'verify' && history.verdict?.verdict === 'reject') return `rejected by ${history.verdict.author}`;
  if ((template.id === 'gather' || template.id === 'verify') && history.stale && history.gathered === null) {
    return plan.inError ? 'stale: what it rested on is lost' : 'stale: of an earlier lock or connection';
  }
  return null;
};

/** Every step of the path with its state. At most one is `next`. */
export const stepsOf = (input: StepsInput): readonly JourneyStep[] => {
  const { plan, history, halted } = input;
  const zone = plan.inError ? 0 : plan.zone;
  let open = !halted;
  return plan.templates.map((template): JourneyStep => {
    const zoneId = template.zone === null ? null : (plan.zones[template.zone]?.id ?? null);
    const step = { id: template.id, title: template.title, zone: zoneId, action: template.action };
    if (isDone(template, input)) return { ...step, state: 'done', doneAt: doneAt(template, input), why: null };
    const isEvidence = template.id === 'gather' || template.id === 'verify';
    if (template.impossible !== null) {
      // Evidence that cannot be had does not hold up the path; a write that does not exist does.
      if (!isEvidence) open = false;
      return { ...step, state: 'not-possible', doneAt: null, why: template.impossible };
    }
    if (template.id === 'verify' && history.verdict?.verdict === 'reject' && !plan.inError) {
      return { ...step, state: 'refused', doneAt: history.verdict.at, why: whyNot(template, input) };
    }
    if (isEvidence && template.zone !== null && zone > template.zone) {
      return { ...step, state: 'skipped', doneAt: null, why: whyNot(template, input) ?? 'not seen in this session' };
    }
    const errno = wasRefused(template, input);
    // A refused step with an open step before it waits for that one; else it is still the next.
    if (errno !== null && !open) return { ...step, state: 'refused', doneAt: null, why: `refused, ${errno}` };
    if (open) {
      open = false;
      return {
        ...step,
        state: 'next',
        doneAt: null,
        why: errno === null ? whyNot(template, input) : `refused, ${errno}`,
      };
    }
    return { ...step, state: 'later', doneAt: null, why: whyNot(template, input) };
  });
};
