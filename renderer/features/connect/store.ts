/** What the Connect page shows: which way to a machine is chosen, and what there is to choose from. */
import { create } from 'zustand';
import type { Outputs } from '../../../shared/ipc/contract.js';
import { findTargets, listTargets } from '../../bridge/intents.js';
import { useSession } from '../../state/session.js';

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

/** How often is looked again by itself, in milliseconds: a VM started in a terminal, or an adapter plugged in, is soon there. */
const againMs = 3000;

/** Looks now, and again and again while the page is in sight, without a sign of it. Returns how to stop. */
export const keepLooking = (): (() => void) => {
  void lookAround();
  let asked = false;
  const timer = setInterval(() => {
    // Without a line to the lab there is nobody to ask; that is said elsewhere.
    if (asked || document.hidden || useConnect.getState().looking || useSession.getState().down !== null) return;
    asked = true;
    void findTargets().then((found) => {
      asked = false;
      // The same again is no news: what is shown keeps its place and the focus.
      if (found === null || JSON.stringify(found) === JSON.stringify(useConnect.getState().found)) return;
      useConnect.setState({ found });
    });
  }, againMs);
  return () => clearInterval(timer);
};

/** Why targets of this kind cannot be opened in this version; null when they can. */
export const useNotYet = (kind: 'ssh' | 'serial' | 'unix' | 'replay'): string | null =>
  useConnect(({ list }) => list?.targets.find((choice) => choice.kind === kind)?.notYet ?? null);
