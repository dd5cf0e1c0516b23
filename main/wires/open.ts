/** From a target's URI to a wire: the one place that knows every kind of wire. */
import { FaultError } from '../../shared/ipc/faultError.js';
import { targetKinds } from '../../shared/ipc/targetKinds.js';
import { parseTarget } from './uri.js';
import type { Wire } from './wire.js';

/** Throws FaultError: `bad-target` for what is no target, `not-built` for a kind this version cannot open. */
export const openWire = async (uri: string): Promise<Wire> => {
  const parsed = parseTarget(uri);
  if (!parsed.ok) throw new FaultError({ kind: 'bad-target', text: parsed.text });
  const { target } = parsed;
  if (target.kind !== 'sim') {
    throw new FaultError({
      kind: 'not-built',
      text: targetKinds[target.kind].notYet ?? 'This kind of target cannot be opened.',
    });
  }
  const { isLabName, labs, simulatorWire } = await import('./simulator/wire.js');
  if (isLabName(target.name)) return simulatorWire({ name: target.name });
  const names = Object.keys(labs).join(', ');
  throw new FaultError({
    kind: 'bad-target',
    text: `There is no simulated machine ${target.name}; there are ${names}.`,
  });
};
