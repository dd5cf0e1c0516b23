/** What the stepper offers now: exactly one act, whole, with its prediction. Pure: the same scene offers the same. */
import type { Device } from '../../../shared/facts/device.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { type Hold, heldBack } from '../../../shared/journey/hold.js';
import type { Journey, JourneyStep } from '../../../shared/journey/journey.js';
import { levelValue, offers as dialectOffers } from '../../../shared/journey/parts.js';
import { deviceOfAction } from '../../../shared/journey/refused.js';
import { waysBackAfter } from '../../../shared/journey/waysBack.js';
import type { WriteAction } from '../../../shared/model/action.js';
import { writeOf } from '../../../shared/model/dialects/address.js';
import type { Dialect } from '../../../shared/model/dialects/dialect.js';
import type { Level } from '../../../shared/model/level.js';
import { predict } from '../../../shared/predict/predict.js';
import type { Prediction } from '../../../shared/predict/prediction.js';
import type { Choice } from '../../state/choice.js';

/** How the act came to be the one shown: the path leads there, a way out does, or the person aimed. */
export type OfferedAs = 'next' | 'recover' | 'aim' | Choice['as'];

export interface WriteOffer {
  readonly kind: 'write';
  readonly as: OfferedAs;
  readonly action: WriteAction;
  readonly path: string;
  readonly value: string;
  /** What the kernel will say of it. */
  readonly prediction: Prediction;
  /** What holds it back before any kernel is asked; null when nothing does. */
  readonly held: Hold | null;
  /** Place on the path, or null when the act is not of it. */
  readonly step: { readonly id: string; readonly number: number; readonly of: number } | null;
  readonly back: string;
  /** What an undo does not bring back, else null. */
  readonly but: string | null;
}

export type Offer =
  | WriteOffer
  | {
      readonly kind: 'gather' | 'verify';
      readonly step: { readonly number: number; readonly of: number };
      readonly why: string | null;
    }
  /** The write is one on another device, whose security manager speaks for this one (R46): it is made there. */
  | {
      readonly kind: 'elsewhere';
      readonly as: OfferedAs;
      readonly on: Device;
      readonly action: WriteAction;
      readonly path: string;
      readonly value: string;
      readonly step: { readonly id: string; readonly number: number; readonly of: number } | null;
    }
  /** Nothing to do: the path is walked, or there is none. */
  | { readonly kind: 'end'; readonly title: string; readonly text: string }
  /** The aim cannot be written here. */
  | { readonly kind: 'no-write'; readonly title: string; readonly text: string };

interface OfferInput {
  readonly snapshot: Snapshot;
  readonly device: Device;
  readonly dialect: Dialect | null;
  readonly journey: Journey;
  readonly choice: Choice | null;
  readonly aim: Level | null;
}

const placeOf = (journey: Journey, step: JourneyStep): { id: string; number: number; of: number } => ({
  id: step.id,
  number: journey.steps.indexOf(step) + 1,
  of: journey.steps.length,
});

const sameWrite = (left: WriteAction | null, right: WriteAction): boolean =>
  left !== null &&
  left.kind === right.kind &&
  ('value' in left && 'value' in right ? left.value === right.value : true);

const writeOffer = (
  { snapshot, device, journey }: OfferInput,
  of: { action: WriteAction; as: OfferedAs; but?: string | null },
): Offer => {
  const found = journey.steps.find((one) => sameWrite(one.action, of.action));
  const step = found === undefined ? null : placeOf(journey, found);
  const on = deviceOfAction(snapshot, of.action, device);
  const write = { as: of.as, action: of.action, ...writeOf(of.action, on), step };
  if (on.path !== device.path) return { kind: 'elsewhere', on, ...write };
  const prediction = predict(snapshot, of.action);
  const held = heldBack(journey.history.standing, of.action, device);
  return {
    kind: 'write',
    ...write,
    prediction,
    held,
    // A write that is held or refused leaves nothing to go back from.
    back:
      held !== null
        ? 'A held write reaches no kernel.'
        : prediction.kind === 'refused'
          ? 'A refused write changes nothing.'
          : waysBackAfter(of.action, device, snapshot),
    but: of.but ?? null,
  };
};

const endOf = ({ journey }: OfferInput): Offer => {
  if (journey.kind === 'none') return { kind: 'end', title: 'No path', text: journey.note ?? '' };
  const stuck = journey.steps.find(
    (step) => step.state === 'not-possible' && step.id !== 'gather' && step.id !== 'verify',
  );
  if (stuck !== undefined)
    return { kind: 'end', title: 'The path ends here', text: `${stuck.title} is not possible: ${stuck.why ?? ''}.` };
  return {
    kind: 'end',
    title: 'The path is walked',
    text: journey.note ?? 'The device holds the level until it is lowered or falls.',
  };
};

/** A person's choice wins over the aim, the aim over the way out, the way out over the next step. */
export const offerOf = (input: OfferInput): Offer => {
  const { device, dialect, journey, choice, aim } = input;
  if (choice !== null && choice.device === device.path) return writeOffer(input, choice);
  if (aim !== null) {
    if (!dialectOffers(dialect, device, 'trust')) {
      return {
        kind: 'no-write',
        title: `Level ${aim} cannot be asked for`,
        text: 'This kernel gives the device no level to write.',
      };
    }
    return writeOffer(input, {
      action: { kind: 'trust', device: device.path, value: levelValue(dialect, aim) },
      as: 'aim',
    });
  }
  if (journey.recover !== null) {
    const { next } = journey;
    // An unlock that needs the driver gone is no way out yet; its own prediction says so.
    return writeOffer(input, { action: journey.recover.action, as: next === null ? 'recover' : 'way' });
  }
  const { next } = journey;
  if (next === null) return endOf(input);
  if (next.id === 'gather' || next.id === 'verify')
    return { kind: next.id, step: placeOf(journey, next), why: next.why };
  return next.action === null
    ? {
        kind: 'end',
        title: `Next: ${next.title.toLowerCase()}`,
        text: 'The driver is not known by name, so the write cannot be made here.',
      }
    : writeOffer(input, { action: next.action, as: 'next' });
};
