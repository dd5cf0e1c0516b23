/** What a policy holds back: a step to a level that the evidence gathered does not bear. The same before the write as when it is held (R13, R31). */
import type { Device } from '../facts/device.js';
import { known } from '../facts/fact.js';
import type { Judgement } from '../facts/judgement.js';
import type { Action } from '../model/action.js';
import type { Level } from '../model/level.js';

/** What this tool's last verdict on a device has come to. */
export interface Standing {
  readonly policy: Judgement['policy'];
  /** Its evidence among the collections of this run, or null. */
  readonly collection: string | null;
  /** What the verdict fell with, in one phrase; null while it stands. */
  readonly fell: string | null;
}

export interface Hold {
  readonly policy: string;
  /** The level that it refuses: the one asked for, or one below; null where the verdict fell, so that nothing bears any. */
  readonly refused: Level | null;
  /** Why, in sentences or one phrase. */
  readonly reason: string;
  readonly collection: string | null;
}

/** What `tsm/accept` asks for, where it is not said in numbers. */
const tcb = 4;

/** Below it nothing rests on evidence. */
const leastEvidence = 2;

/** The level to which this write raises its device; null for any other write. */
export const levelRaised = (action: Action, device: Device): number | null => {
  if (action.kind !== 'trust' && action.kind !== 'accept') return null;
  const level = action.kind === 'accept' ? tcb : Number(action.value);
  return level > (known(device.facts.level) ?? 0) ? level : null;
};

/** Why this level may not be asked for now; null when it may: nobody asked for evidence, or the policy does not hold. */
export const holdOf = (standing: Standing | null, level: number): Hold | null => {
  if (standing === null || !standing.policy.holds || level < leastEvidence) return null;
  const { policy, collection, fell } = standing;
  if (fell !== null) return { policy: policy.name, refused: null, reason: fell, collection };
  const no = policy.allows.find((one) => one.level <= level && one.why !== null);
  return no === undefined ? null : { policy: policy.name, refused: no.level, reason: no.why ?? '', collection };
};

/** What holds this write to its device; null when it may be made. */
export const heldBack = (standing: Standing | null, action: Action, device: Device): Hold | null => {
  const level = levelRaised(action, device);
  return level === null ? null : holdOf(standing, level);
};

/** Why it is held, in one phrase with a stop at its end. */
export const holdText = ({ policy, refused, reason }: Hold): string => {
  const why = `${reason.replace(/[.]$/, '')}.`;
  return refused === null
    ? `the verdict on its evidence fell: ${why}`
    : `the policy “${policy}” refuses level ${refused}: ${why}`;
};
