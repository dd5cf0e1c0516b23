/** One look at everything the stepper draws from: the device, its path, what is offered. Computed once per frame and choice. */
import { useMemo } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { known } from '../../../shared/facts/fact.js';
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { type Journey, journeyOf } from '../../../shared/journey/journey.js';
import { lastRefused, pathSince, type PathStep, type Refused } from '../../../shared/journey/refused.js';
import type { LabEvent } from '../../../shared/facts/event.js';
import { isWriteAction, type WriteAction } from '../../../shared/model/action.js';
import { actionOf } from '../../../shared/model/dialects/address.js';
import type { DevicePath } from '../../../shared/model/device.js';
import type { Dialect } from '../../../shared/model/dialects/dialect.js';
import { dialects } from '../../../shared/model/dialects/index.js';
import type { Refusal } from '../../../shared/model/refusal.js';
import { predict } from '../../../shared/predict/predict.js';
import { type SessionState, useSession } from '../../state/session.js';
import { useView, type ViewState } from '../../state/view.js';
import { type Offer, offerOf } from './offer.js';
import { noPathBecause } from './noPath.js';
import { type Choice, useChoice } from '../../state/choice.js';
import { type Foretold, useStepperStore } from './store.js';

/** A refusal with the way out of it. */
export interface RefusedScene {
  readonly refused: Refused;
  /** The action it was, or null when the model knows no such write. */
  readonly action: WriteAction | null;
  /** What the model says of it, or null when it had said it would succeed, or could not say. */
  readonly refusal: Refusal | null;
  readonly steps: readonly PathStep[];
  /** Why no path can lead there, to stand after "No path: "; null when one may. Then there are no steps. */
  readonly noPath: string | null;
  /** True while the nearest path, or putting the refusal aside, is the thing to do. */
  readonly open: boolean;
}

export interface Scene {
  readonly snapshot: Snapshot;
  readonly device: Device;
  readonly dialect: Dialect | null;
  readonly events: readonly LabEvent[];
  readonly journey: Journey;
  readonly offer: Offer;
  readonly refused: RefusedScene | null;
}

interface Picked {
  readonly choice: Choice | null;
  readonly foretold: ReadonlyMap<number, Foretold>;
  readonly aside: ReadonlySet<number>;
}

const finder = (snapshot: Snapshot) => (bus: string, id: string) =>
  Object.values(snapshot.devices).find((device) => device.bus === bus && device.id === id)?.path ?? null;

const refusedOf = (
  base: { snapshot: Snapshot; device: Device; events: readonly LabEvent[] },
  dialect: Dialect | null,
  picked: Picked,
): RefusedScene | null => {
  const { snapshot, device, events } = base;
  const refused = lastRefused(events, device);
  if (refused === null) return null;
  const kept = picked.foretold.get(refused.write);
  const action = kept?.action ?? (dialect === null ? null : actionOf(dialect.id, refused, finder(snapshot)));
  const now = kept === undefined && action !== null ? predict(snapshot, action) : null;
  const refusal =
    kept !== undefined
      ? kept.refusal
      : now?.kind === 'refused' && now.refusal.errno === refused.errno
        ? now.refusal
        : null;
  // Without a nearer path, what is left is to make the same write again.
  const path = refusal?.path.filter(isWriteAction) ?? [];
  const actions = path.length > 0 ? path : action === null ? [] : [action];
  const { steps, strayed } = pathSince(events, { snapshot, device, refused, actions });
  const open = !strayed && steps.some((step) => step.state === 'next') && !picked.aside.has(refused.write);
  // The same write again is no step where it would be refused for ever.
  const noPath = noPathBecause(refusal);
  return { refused, action, refusal, steps: noPath === null ? steps : [], noPath, open };
};

/** Looks at the stores' present state; null when no device is chosen or it is not there. */
export const lookAt = (
  session: SessionState,
  view: Pick<ViewState, 'selected' | 'aim'>,
  picked: Picked,
): Scene | null => {
  const { snapshot, events } = session;
  const device = view.selected === null ? undefined : snapshot?.devices[view.selected];
  if (snapshot === null || device === undefined) return null;
  const id = known(snapshot.dialect);
  const dialect = id === undefined ? null : dialects[id];
  const journey = journeyOf({ snapshot, device, dialect, events });
  const offer = offerOf({ snapshot, device, dialect, journey, choice: picked.choice, aim: view.aim });
  return {
    snapshot,
    device,
    dialect,
    events,
    journey,
    offer,
    refused: refusedOf({ snapshot, device, events }, dialect, picked),
  };
};

/** The scene as the stores have it now, for commands. */
export const sceneNow = (): Scene | null =>
  lookAt(useSession.getState(), useView.getState(), { ...useStepperStore.getState(), ...useChoice.getState() });

/** The scene, looked at again whenever a frame came or the person chose otherwise. */
export const useScene = (): Scene | null => {
  const revision = useSession((state) => state.revision);
  const selected = useView((state) => state.selected);
  const aim = useView((state) => state.aim);
  const choice = useChoice((state) => state.choice);
  const foretold = useStepperStore((state) => state.foretold);
  const aside = useStepperStore((state) => state.aside);
  // `revision` stands for snapshot and events, which change in place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(
    () => lookAt(useSession.getState(), { selected, aim }, { choice, foretold, aside }),
    [revision, selected, aim, choice, foretold, aside],
  );
};

/** `go`: the write is one on another device; its own page is where it is shown whole, and made. */
export type MainAct =
  | { readonly kind: 'write'; readonly action: WriteAction }
  | { readonly kind: 'gather' }
  | { readonly kind: 'verify' }
  | { readonly kind: 'put-aside'; readonly write: number }
  | { readonly kind: 'go'; readonly device: DevicePath };

/** The act Ctrl+Enter makes: the next step of an open nearest path, else the offer, unless the person aimed or chose elsewhere. */
export const mainAct = (scene: Scene, aimed: boolean): MainAct | null => {
  const { refused, offer } = scene;
  if (refused?.open === true && !aimed && refused.noPath !== null)
    return { kind: 'put-aside', write: refused.refused.write };
  const step = refused?.open === true && !aimed ? refused.steps.find((one) => one.state === 'next') : undefined;
  if (step !== undefined)
    return step.on.path === scene.device.path
      ? { kind: 'write', action: step.action }
      : { kind: 'go', device: step.on.path };
  if (offer.kind === 'write') return { kind: 'write', action: offer.action };
  if (offer.kind === 'elsewhere') return { kind: 'go', device: offer.on.path };
  return offer.kind === 'gather' || offer.kind === 'verify' ? { kind: offer.kind } : null;
};
