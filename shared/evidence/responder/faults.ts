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
