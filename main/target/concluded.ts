/** Facts no attribute shows, concluded from others: where DMA may go, whether an SPDM session is up, which driver matches. */
import { measured, type Fact } from '../../shared/facts/fact.js';
import type { DmaMode } from '../../shared/model/device.js';
import type { Level } from '../../shared/model/level.js';
import { measuredAs, unknownFor } from './raw.js';

const dmaByLevel: Readonly<Record<Level, DmaMode>> = {
  0: 'blocked',
  1: 'bounced',
  2: 'shared',
  3: 'shared',
  4: 'private',
};

/** Where DMA may go, by the level (R47–R51): sysfs does not show it, so it stays inferred. */
export const dmaOf = (level: Fact<Level>, at: number): Fact<DmaMode> => {
  if (level.kind === 'unknown') return unknownFor('the level is not known, and sysfs does not show where DMA may go');
  return {
    kind: 'inferred',
    value: dmaByLevel[level.value],
    at,
    because: [`the level is ${level.value}`],
    rule: 'level-sets-dma',
  };
};

/** Where no attribute says so: an SPDM session comes with connect or lock. */
export const sessionOf = (connected: Fact<string | null>, locked: Fact<string | null>, at: number): Fact<boolean> => {
  const host = measured(connected);
  const guest = measured(locked);
  if (host === undefined && guest === undefined) return unknownFor('neither tsm/connect nor tsm/lock could be read');
  const tsm = host ?? guest ?? null;
  if (tsm === null)
    return {
      kind: 'inferred',
      value: false,
      at,
      because: ['no TSM is connected, none has locked it'],
      rule: 'session-needs-tsm',
    };
  return {
    kind: 'inferred',
    value: true,
    at,
    because: [`${tsm} ${host === tsm ? 'is connected' : 'has locked it'}`],
    rule: 'session-comes-with-tsm',
  };
};

/**
 * The driver the core would bind. Match tables are not in sysfs, but a driver seen bound without an override is one that
 * matches, so what was seen once is kept. Thunderbolt routers take no driver at all.
 */
export const matchOf = (seen: {
  readonly bus: string;
  readonly driver: Fact<string | null>;
  readonly override: Fact<string | null>;
  readonly before: Fact<string | null> | undefined;
  readonly at: number;
}): Fact<string | null> => {
  if (seen.bus === 'thunderbolt') return measuredAs(null, seen.at, 'its bus binds no drivers');
  const bound = measured(seen.driver);
  if (bound !== undefined && bound !== null && measured(seen.override) === null)
    return measuredAs(bound, seen.at, 'driver link');
  if (seen.before?.kind === 'measured') return { ...seen.before, source: 'driver link, seen earlier' };
  return unknownFor('no driver was seen bound, and match tables are not in sysfs');
};
