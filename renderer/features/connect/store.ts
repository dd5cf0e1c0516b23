/** What the Connect page shows: which way to a machine is chosen, and what there is to choose from. */
import { create } from 'zustand';
import type { Outputs } from '../../../shared/ipc/contract.js';
import { findTargets, listTargets } from '../../bridge/intents.js';

/** Ways to a machine, in the order of the list. */
export const ways = ['sim', 'local', 'ssh', 'serial', 'vm', 'replay'] as const;
export type Way = (typeof ways)[number];

interface ConnectState {
  readonly way: Way;
  readonly list: Outputs['targets.list'] | null;
  /** Null until it was looked for. */
  readonly found: Outputs['targets.found'] | null;
  readonly looking: boolean;
}

export const useConnect = create<ConnectState>()(() => ({ way: 'sim', list: null, found: null, looking: false }));

export const chooseWay = (way: Way): void => useConnect.setState({ way });

/** Asks for the kinds of target and the recent ones: each time the page is shown. */
export const loadList = async (): Promise<void> => {
  const list = await listTargets();
  if (list !== null) useConnect.setState({ list });
};

/** Looks for hosts, ports and VMs. It takes a moment, so it is done when one of them is asked for. */
export const lookAround = async (): Promise<void> => {
  if (useConnect.getState().looking) return;
  useConnect.setState({ looking: true });
  const found = await findTargets();
  useConnect.setState((state) => ({ looking: false, found: found ?? state.found }));
};

/** Why targets of this kind cannot be opened in this version; null when they can. */
export const useNotYet = (kind: 'ssh' | 'serial' | 'unix' | 'replay'): string | null =>
  useConnect(({ list }) => list?.targets.find((choice) => choice.kind === kind)?.notYet ?? null);
