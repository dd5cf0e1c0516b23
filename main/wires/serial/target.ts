/** Where a console is, and how its line is set. */

export interface SerialSettings {
  /** Bits a second. */
  readonly baud: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  readonly flow: 'none' | 'hardware' | 'software';
}

/** `user`: who signs in when the console asks; null to be asked. */
export type ConsoleTarget =
  | {
      readonly kind: 'serial';
      readonly device: string;
      readonly settings: SerialSettings;
      readonly user: string | null;
    }
  | { readonly kind: 'unix'; readonly path: string; readonly user: string | null };
