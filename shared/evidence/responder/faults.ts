/** What can be wrong with a simulated device, by name: each shows in a row of its verdict. */

export const faults = [
  /** Its certificate is no longer valid. */
  'expired-certificate',
  /** Its maker's revocation list names it: the device itself does not know. */
  'revoked-certificate',
  /** Another authority made it. */
  'wrong-root',
  /** Signatures over challenge and measurements have a bit turned. */
  'bad-signature',
  /** It answers with a signature over an earlier request's nonce. */
  'replayed-nonce',
  /** Its firmware is not what it was. */
  'changed-measurement',
  /** Somebody can look into it. */
  'debug-mode',
  /** The chain ends before its leaf does. */
  'truncated-chain',
  /** Its interface report reaches beyond a BAR. */
  'misfit-report',
  /** Firmware changes between lock and trust. */
  'changing-evidence',
  /** Each request is put off once. */
  'busy',
] as const;

export type Fault = (typeof faults)[number];

/** What each means, in one sentence. */
export const faultSentences: Readonly<Record<Fault, string>> = {
  'expired-certificate': 'The device’s certificate is no longer valid.',
  'revoked-certificate': 'The maker’s list of revoked devices names this one.',
  'wrong-root': 'The device’s chain leads to a root that nobody here trusts.',
  'bad-signature': 'A bit of every signature is turned.',
  'replayed-nonce': 'The device answers with a signature over an earlier nonce.',
  'changed-measurement': 'The device’s firmware is not what its maker delivered.',
  'debug-mode': 'Somebody can look into the device.',
  'truncated-chain': 'The certificate chain ends before its leaf does.',
  'misfit-report': 'The interface report reaches beyond a BAR.',
  'changing-evidence': 'What the device measures changes while evidence is gathered.',
  busy: 'The device puts each request off once.',
};

export const isFault = (text: string): text is Fault => faults.some((fault) => fault === text);

/** Reads `FAULT ADDRESS`, or `none ADDRESS`: the device by its name, and what is added to its faults; null takes all back. */
export const parseEvidenceFault = (line: string): { readonly id: string; readonly fault: Fault | null } | null => {
  const [word = '', id, more] = line.trim().split(/\s+/);
  if (id === undefined || more !== undefined || (word !== 'none' && !isFault(word))) return null;
  return { id, fault: word === 'none' ? null : word };
};
