/** Reference values of a relying party: what measurements should be. */

export interface ReferenceValue {
  /** Measurement index; null when the reference does not name one. */
  readonly index: number | null;
  readonly value: Uint8Array;
  /** Whose word it is, or which part it is of. */
  readonly label: string;
}

export interface References {
  readonly name: string;
  /** `vendor:device` patterns in hex of the devices they are of; left out: of any. */
  readonly devices?: readonly string[];
  readonly values: readonly ReferenceValue[];
}
