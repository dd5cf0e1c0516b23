/** From a target's URI to a wire: the one place that knows every kind of wire. */
import type { Fleet } from '../../shared/evidence/responder/fleet.js';
import { FaultError } from '../../shared/ipc/faultError.js';
import { targetKinds } from '../../shared/ipc/targetKinds.js';
import type { HelperProcess } from './local/protocol.js';
import { type Opening, unattended } from './opening.js';
import { parseTarget } from './uri.js';
import type { Wire } from './wire.js';

/** What it takes to reach this machine: the built helper, and how a process of it is started where that is not Node's to do. */
export interface LocalMeans {
  /** Path of the built helper module. */
  readonly helper: string;
  readonly start?: (helper: string) => HelperProcess;
}

const openLocal = async (sysroot: string, means: LocalMeans | null, opening: Opening): Promise<Wire> => {
  if (means === null)
    throw new FaultError({
      kind: 'not-built',
      text: 'This machine cannot be opened here: the helper process is missing.',
    });
  const [{ localWire }, { localRows }, { nodeHelper }] = await Promise.all([
    import('./local/wire.js'),
    import('./local/preflight.js'),
    import('./local/nodeHelper.js'),
  ]);
  const { helper, start = nodeHelper } = means;
  const wire = await localWire({ sysroot, startHelper: () => start(helper) });
  for (const row of localRows(wire.title === sysroot ? sysroot : '/sys', await wire.rights())) opening.tell(row);
  return wire;
};

const simulator = () => Promise.all([import('./simulator/wire.js'), import('./simulator/preflight.js')]);

const answering = (fleet: Fleet | undefined) => (fleet === undefined ? {} : { fleet });

/** As {@link openWire}, for a program that has a helper, or for one that opens nothing local. */
export const wireOpener =
  (means: LocalMeans | null, fleet?: Fleet) =>
  (uri: string, opening: Opening): Promise<Wire> =>
    openWire(uri, { local: means, fleet }, opening);

/** As {@link wireOpener}, with the simulated lab made ahead: the first who opens it waits for less. */
export const labOpener = async (means: LocalMeans | null, fleet?: Fleet): Promise<ReturnType<typeof wireOpener>> => {
  const [{ simulatorWire }, { simulatedRows }] = await simulator();
  let ahead: Wire | null = simulatorWire({ name: 'lab', ...answering(fleet) });
  return (uri, opening) => {
    const lab = ahead;
    if (lab === null || uri !== lab.uri) return openWire(uri, { local: means, fleet }, opening);
    ahead = null;
    for (const row of simulatedRows) opening.tell(row);
    return Promise.resolve(lab);
  };
};

/** Throws FaultError: `bad-target` for what is no target, `not-built` for a kind this version cannot open. */
export const openWire = async (
  uri: string,
  { local = null, fleet }: { readonly local?: LocalMeans | null; readonly fleet?: Fleet | undefined } = {},
  opening: Opening = unattended,
): Promise<Wire> => {
  const parsed = parseTarget(uri);
  if (!parsed.ok) throw new FaultError({ kind: 'bad-target', text: parsed.text });
  const { target } = parsed;
  if (target.kind === 'local') return openLocal(target.sysroot, local, opening);
  if (target.kind === 'ssh') {
    const { sshWire } = await import('./ssh/wire.js');
    return sshWire({ uri, target, opening });
  }
  if (target.kind === 'serial' || target.kind === 'unix') {
    const { openConsole } = await import('./serial/open.js');
    return openConsole({ uri, target, opening });
  }
  if (target.kind !== 'sim') {
    throw new FaultError({
      kind: 'not-built',
      text: targetKinds[target.kind].notYet ?? 'This kind of target cannot be opened.',
    });
  }
  const [{ isLabName, labs, simulatorWire }, { simulatedRows }] = await simulator();
  if (isLabName(target.name)) {
    for (const row of simulatedRows) opening.tell(row);
    return simulatorWire({ name: target.name, ...answering(fleet) });
  }
  const names = Object.keys(labs).join(', ');
  throw new FaultError({
    kind: 'bad-target',
    text: `There is no simulated machine ${target.name}; there are ${names}.`,
  });
};
