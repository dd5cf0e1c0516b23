/** `--elevate`: how writes get their rights on a real machine. */
import { type Elevation, elevations } from '../../shared/facts/rights.js';
import { badUsage } from './ending.js';

export const elevationOf = (flag: unknown): Elevation => {
  const how = elevations.find((each) => each === (flag ?? 'none'));
  if (how === undefined) throw badUsage(`--elevate takes ${elevations.join(', ')}.`);
  return how;
};
