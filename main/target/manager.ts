/** Which function speaks for a device as its security manager (DSM): `tsm/dsm` says so, while that one is connected. */
import type { DeviceFacts } from '../../shared/facts/device.js';
import type { Fact } from '../../shared/facts/fact.js';
import type { RawDevice } from '../wires/wire.js';
import { idOf, measuredAs, text, unknownFor } from './raw.js';
import { safeText } from '../../shared/facts/safeText.js';

const has = (raw: RawDevice | undefined, name: string): raw is RawDevice => raw?.attrs[name] !== undefined;

/**
 * A function without `tsm/connect` has a manager elsewhere. While that is not connected `tsm/dsm` reads empty; what it read
 * before still holds, for who speaks for whom is how the device is built. Else the kernel's own search (drivers/pci/tsm.c) is
 * followed: the physical function, then the first upstream port. That is a conclusion, and marked as one.
 */
export const managerOf = (
  raw: RawDevice,
  context: {
    readonly at: number;
    readonly before: DeviceFacts | undefined;
    readonly physical: RawDevice | undefined;
    readonly upstream?: RawDevice | undefined;
  },
): Fact<string | null> => {
  const { at, before, physical, upstream } = context;
  if (!has(raw, 'tsm/dsm')) return measuredAs(null, at, 'no tsm/dsm file');
  const named = text(raw, 'tsm/dsm') ?? '';
  if (named !== '') return measuredAs(named === idOf(raw.path) ? null : safeText(named), at, 'tsm/dsm');
  if (has(raw, 'tsm/connect')) return measuredAs(null, at, 'it has a tsm/connect of its own');
  if (before?.manager.kind === 'measured' && before.manager.value !== null)
    return { ...before.manager, source: 'tsm/dsm, seen earlier' };
  const empty = 'tsm/dsm reads empty, and there is no tsm/connect here';
  const found = [
    { one: physical, rule: 'dsm-is-physical-function', why: 'its physical function has tsm/connect' },
    { one: upstream, rule: 'dsm-is-upstream-port', why: 'the switch port above it has tsm/connect' },
  ].find(({ one }) => has(one, 'tsm/connect'));
  return found?.one === undefined
    ? unknownFor('tsm/dsm reads empty, so its security manager is another function that is not connected')
    : { kind: 'inferred', value: safeText(idOf(found.one.path)), at, because: [empty, found.why], rule: found.rule };
};
