/** Carries a fault from where it is found up to whoever answers the command. */
import type { Fault } from './fault.js';

export class FaultError extends Error {
  override readonly name = 'FaultError';
  constructor(readonly fault: Fault) {
    super(fault.text);
  }
}
