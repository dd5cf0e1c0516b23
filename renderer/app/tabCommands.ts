/** What one can do with the tabs. Browsers keep some of these keys for themselves, so each has a second one with Alt. */
import { cancelOpening, closeTab, openAgain, showTab } from '../bridge/targets.js';
import type { Command } from '../state/commands.js';
import { usePending } from '../state/pending.js';
import { frontTab, tabBeside, tabOf, useTabs } from '../state/tabs.js';
import { useView } from '../state/view.js';

/** Closes a tab; one whose writes are armed, or that writes now, is asked about first, in front. */
export const askToClose = (id: string): void => {
  const tab = tabOf(id);
  if (tab === null) return;
  const front = useTabs.getState().front === id;
  if (tab.writes !== 'armed' && !(front && usePending.getState().pending?.own)) {
    closeTab(id);
    return;
  }
  showTab(id);
  useView.setState({ dialog: 'close' });
};

const go = (by: 1 | -1) => (): boolean => {
  const tab = tabBeside(useTabs.getState(), by);
  if (tab !== null) showTab(tab.id);
  return tab !== null;
};
const needsTab = (): string | null => (useTabs.getState().tabs.length === 0 ? 'no target is open' : null);

/** The tab in front while its target is being opened, and shown. */
const openingTab = () => {
  const tab = frontTab(useTabs.getState());
  return tab?.state === 'opening' && useView.getState().page === 'bench' ? tab : null;
};

export const tabCommands: readonly Command[] = [
  {
    id: 'target.cancel',
    group: 'Target',
    title: 'Cancel the opening',
    keys: ['Esc'],
    run: () => {
      const tab = openingTab();
      if (tab !== null) cancelOpening(tab.id);
    },
    waits: () => (openingTab() === null ? 'nothing is being opened' : null),
    hidden: true,
  },
  {
    id: 'tab.next',
    group: 'Target',
    title: 'Go to the next target',
    keys: ['Ctrl Tab', 'Ctrl PageDown', 'Alt PageDown'],
    run: go(1),
    also: 'tab',
  },
  {
    id: 'tab.previous',
    group: 'Target',
    title: 'Go to the target before',
    keys: ['Ctrl Shift Tab', 'Ctrl PageUp', 'Alt PageUp'],
    run: go(-1),
    also: 'tab',
  },
  {
    id: 'target.close',
    group: 'Target',
    title: 'Close this target',
    keys: ['Ctrl W', 'Alt W'],
    run: () => {
      const tab = frontTab(useTabs.getState());
      if (tab !== null) askToClose(tab.id);
    },
    waits: needsTab,
    also: 'tab',
  },
  {
    id: 'target.again',
    group: 'Target',
    title: 'Open this target again',
    run: async () => {
      const { front } = useTabs.getState();
      if (front !== null) await openAgain(front);
    },
    waits: needsTab,
    also: 'reconnect afresh',
  },
];
