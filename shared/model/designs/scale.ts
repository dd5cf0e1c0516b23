/** How the three numberings of the discussion map onto the five levels the model keeps (R45, R53). */
import type { Level } from '../level.js';
import { isLevel } from '../level.js';
import type { Design } from './design.js';

/**
 * The level a number written to `trust` asks for, or null when the scale has no such number.
 * Of four (and squashed), 2 means 3 of five where the link is secured, else 2 (R44).
 */
export const levelOf = (scale: Design['scale'], number: number, linkSecured: boolean): Level | null => {
  if (scale === 'five') return isLevel(number) ? number : null;
  if (number === 2) return linkSecured ? 3 : 2;
  if (number === 3) return 4;
  return number === 0 || number === 1 ? number : null;
};

/** The number `trust` reads at a level. */
export const numberOf = (scale: Design['scale'], level: Level): number =>
  scale === 'five' || level < 3 ? level : level - 1;
