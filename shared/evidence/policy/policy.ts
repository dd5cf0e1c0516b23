/** What a relying party asks of evidence before a device gets a level. Data: the first rule that names the device decides. */
import type { Verdict } from '../verify/verdict.js';

/** Levels that rest on evidence: link (3) and TCB (4), and DMA (2) for whoever wants it. Lower ones need none. */
export const policyLevels = [2, 3, 4] as const;
export type PolicyLevel = (typeof policyLevels)[number];

export interface Requirement {
  /** It holds from this level on. */
  readonly level: PolicyLevel;
  /** Ids of checks, as a verdict's rows have them; `*` stands for any run of characters. */
  readonly checks: readonly string[];
  /** Verdicts that do. */
  readonly accept: readonly Verdict[];
  /** False: a check that was not made is none that is missing. */
  readonly present: boolean;
  /** Why it is asked, in the relying party's own words. */
  readonly reason: string;
}

export interface PolicyRule {
  /** `vendor:device` in hex, e.g. `144d:*`; `*` stands for any run of characters. */
  readonly devices: readonly string[];
  readonly require: readonly Requirement[];
}

export interface Policy {
  readonly name: string;
  /** True: a step that the policy says no to is held. False: the no is told, and the person decides. */
  readonly holds: boolean;
  readonly rules: readonly PolicyRule[];
}

const needs = (level: PolicyLevel, checks: readonly string[], reason: string): Requirement => ({
  level,
  checks,
  accept: ['pass'],
  present: true,
  reason,
});

const whereMade = (requirement: Requirement, ...accept: readonly Verdict[]): Requirement => ({
  ...requirement,
  accept: ['pass', ...accept],
  present: false,
});

/** Until somebody brings a policy of their own: what each level of the proposal promises, as far as evidence can show it. */
export const usualPolicy: Policy = {
  name: 'Lockstep’s own',
  holds: true,
  rules: [
    {
      devices: ['*'],
      require: [
        needs(3, ['signature'], 'A link is trusted for who is at its other end: the device must have signed.'),
        whereMade(needs(3, ['slot'], 'A device that answers for another slot than was asked for shows another key.')),
        needs(3, ['chain.*'], 'The certificates must lead to a root that is trusted here.'),
        needs(4, ['nonce'], 'Evidence that was not asked for just now may be of another device, or another time.'),
        whereMade(needs(4, ['messages.*', 'steps.*'], 'What was gathered must be whole.')),
        whereMade(needs(4, ['session.*'], 'The session must be the one that the device signed for.')),
        whereMade(needs(4, ['report.*'], 'Registers that are mapped as private must be those of this device.')),
        whereMade(needs(4, ['summary'], 'What a device swears it measured must be what it measured.')),
        whereMade(needs(4, ['evidence.*'], 'What was measured must still be what runs.')),
        whereMade(
          needs(4, ['measurement.*'], 'Firmware inside the TCB must be the one that is known.'),
          'no-reference',
        ),
      ],
    },
  ],
};
