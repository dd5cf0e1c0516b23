/** A design: one answer to each open point of the discussion (the O rows), so that answers can be switched and compared. */

export interface Design {
  readonly id: string;
  readonly title: string;
  /** How many levels, and how they are numbered (R45, R53). */
  readonly scale: 'five' | 'four' | 'squashed';
  /** O1: where a fall ends. */
  readonly fall: 'zero' | 'limited';
  /** O3: does the write itself make T=1 happen, or only acknowledge it (R18, R19)? */
  readonly commit: 'kick' | 'acknowledge';
  /** O7: what a bound driver means for entering or leaving 0 and 4. */
  readonly bound: 'rebind' | 'ebusy';
  /** O8: the level of a device that is there at boot. */
  readonly defaultLevel: 0 | 1 | 2;
  /** O5: what trust 0 does on Thunderbolt where the domain cannot de-authorize. */
  readonly thunderboltZero: 'refuse' | 'level-only';
}
