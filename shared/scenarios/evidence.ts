/** Paths that rest on evidence: gathered from the device, judged, and trusted or refused by it. */
import { afterGuest, gathers, heldAt, lock, spoils, trust, unbind } from './acts.js';
import { drive } from './paths.js';
import type { Scenario, Step } from './scenario.js';

const wanted = { ...drive, signs: true } as const;
const guest = { dialect: 'march', role: 'guest', wanted } as const;

/** What it signs, and the firmware that it measures, are its maker’s: whatever another scenario made of them. */
const sound = spoils(null);

/** The last of a path: what was made wrong is sound again. */
const after: readonly Step[] = [sound, ...afterGuest];

export const evidencePass: Scenario = {
  ...guest,
  name: 'evidence-pass',
  title: 'Guest: locked, gathered, verified, and trusted on real evidence',
  rows: ['R13', 'R14'],
  steps: [sound, unbind, lock, gathers('pass'), trust(1, 4, { tdisp: 'RUN', driver: 'bound' })],
  after,
};

const untouched = { level: 1, driver: 'none', tdisp: 'CONFIG_LOCKED' } as const;

export const evidenceFails: Scenario = {
  ...guest,
  name: 'evidence-fails',
  title: 'Guest: evidence fails, the policy holds the step to trust, and lets it go once the evidence is sound',
  rows: ['R13'],
  steps: [
    sound,
    unbind,
    lock,
    spoils('changed-measurement'),
    gathers('fail', { 'measurement.2.reference': 'fail' }),
    heldAt(4, untouched),
    sound,
    gathers('pass'),
    trust(1, 4, { tdisp: 'RUN', driver: 'bound' }),
  ],
  after,
};

export const evidenceUnknown: Scenario = {
  ...guest,
  name: 'evidence-unknown',
  title: 'Guest: a chain under a root that nobody trusts is no fail, and no ground for trust either',
  rows: ['R13'],
  steps: [
    sound,
    unbind,
    lock,
    spoils('wrong-root'),
    gathers('no-reference', { 'chain.anchor': 'no-reference' }),
    heldAt(4, untouched),
    heldAt(3, untouched),
  ],
  after,
};

export const evidenceChanges: Scenario = {
  ...guest,
  name: 'evidence-changes',
  title: 'Guest: evidence that changes between lock and trust takes the verdict down, and the step with it',
  rows: ['R29', 'R13'],
  steps: [
    sound,
    unbind,
    lock,
    gathers('pass'),
    spoils('changing-evidence', { lapses: true, tdisp: 'CONFIG_LOCKED' }),
    heldAt(4, untouched),
    gathers('fail', { 'evidence.2.unchanged': 'fail' }),
    heldAt(4, untouched),
  ],
  after,
};
