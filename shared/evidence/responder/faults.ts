/** What can be wrong with what a simulated device signs: the menu, and the one-line form written to its `evidence` file. */
import type { Verdict } from '../verify/verdict.js';

export const faults = [
  'expired-certificate',
  'revoked-certificate',
  'wrong-root',
  'bad-signature',
  'replayed-nonce',
  'changed-measurement',
  'debug-mode',
  'truncated-chain',
  'misfit-report',
  'changing-evidence',
  'busy',
] as const;

export type Fault = (typeof faults)[number];

export interface FaultWords {
  /** As the menu says it. */
  readonly title: string;
  /** What it means, in one sentence. */
  readonly sentence: string;
  /** The check that finds it first, by its id, and what that comes to; null where every check passes. */
  readonly finds: { readonly check: string; readonly verdict: Exclude<Verdict, 'pass'> } | null;
}

const failing = (check: string): FaultWords['finds'] => ({ check, verdict: 'fail' });

export const faultWords: Readonly<Record<Fault, FaultWords>> = {
  'expired-certificate': {
    title: 'Expired certificate',
    sentence: 'The device’s certificate is no longer valid.',
    finds: failing('chain.2.validity'),
  },
  'revoked-certificate': {
    title: 'Revoked certificate',
    sentence: 'The maker’s list of revoked devices names this one; the device itself does not know.',
    finds: failing('chain.2.revocation'),
  },
  'wrong-root': {
    title: 'Wrong root',
    sentence: 'Another authority made the device: its chain leads to a root that nobody here trusts.',
    // Who is not known is not thereby a liar: there is nothing to compare with.
    finds: { check: 'chain.anchor', verdict: 'no-reference' },
  },
  'bad-signature': {
    title: 'Bad signature',
    sentence: 'A bit of every signature over challenge and measurements is turned.',
    finds: failing('signature'),
  },
  'replayed-nonce': {
    title: 'Replayed nonce',
    sentence: 'The device answers with a signature over an earlier request’s nonce.',
    finds: failing('signature'),
  },
  'changed-measurement': {
    title: 'Changed measurement',
    sentence: 'The device’s firmware is not what its maker delivered.',
    finds: failing('measurement.2.reference'),
  },
  'debug-mode': {
    title: 'Debug mode on',
    sentence: 'A debugger can look into the device, and the device says so.',
    finds: failing('measurement.254.debug'),
  },
  'truncated-chain': {
    title: 'Truncated chain',
    sentence: 'The certificate chain ends before its leaf does.',
    finds: failing('chain.form'),
  },
  'misfit-report': {
    title: 'Report that does not fit',
    sentence: 'The interface report reaches beyond a BAR of the device.',
    finds: failing('report.range.0.fits'),
  },
  'changing-evidence': {
    title: 'Evidence that changes between lock and trust',
    sentence: 'Firmware changes behind the lock: the evidence is of another generation, and no verdict on it stands.',
    finds: failing('evidence.2.unchanged'),
  },
  busy: {
    title: 'Busy at first',
    sentence: 'The device puts each request off once, as SPDM allows, and answers when it is asked again.',
    finds: null,
  },
};

export const isFault = (text: string): text is Fault => faults.some((fault) => fault === text);

/** Takes back all that is wrong with what a device signs. */
const none = 'none';

/** Reads `FAULT ADDRESS`, or `none ADDRESS`: the device by its name, and what is added to its faults; null takes all back. */
export const parseEvidenceFault = (line: string): { readonly id: string; readonly fault: Fault | null } | null => {
  const [word = '', id, more] = line.trim().split(/\s+/);
  if (id === undefined || more !== undefined || (word !== none && !isFault(word))) return null;
  return { id, fault: word === none ? null : word };
};

/** The line that {@link parseEvidenceFault} reads. */
export const formatEvidenceFault = (fault: Fault | null, id: string): string => `${fault ?? none} ${id}`;

/** What the file that was written to says of this device: a line for each of its faults. */
export const faultsIn = (text: string, id: string): readonly Fault[] =>
  text.split('\n').flatMap((line) => {
    const read = parseEvidenceFault(line);
    return read === null || read.id !== id || read.fault === null ? [] : [read.fault];
  });
