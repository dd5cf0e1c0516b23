/** The open targets in the order of their tabs, and which one is in front. Each lives by itself; the window shows one at a time. */
import { create } from 'zustand';
import type { Fault } from '../../shared/ipc/fault.js';
import type { VmChoice } from '../../shared/ipc/found.js';
import type { SessionStatus } from '../../shared/ipc/frame.js';
import type { PreflightRow, Question } from '../../shared/ipc/opening.js';

export interface Tab {
  /** The name of its opening, never used twice. */
  readonly id: string;
  /** While a VM boots that is opened when it is up: the command that boots it. */
  readonly uri: string;
  /** The VM that boots first; null when the target is opened at once. */
  readonly vm: VmChoice | null;
  /** The target's own name; null until it is known. */
  readonly title: string | null;
  /** Null until the target is open. */
  readonly session: string | null;
  readonly state: 'opening' | 'failed' | 'live' | 'lost';
  readonly writes: SessionStatus['writes'];
  /** A write of it is on its way, whoever made it. */
  readonly running: boolean;
  /** What was reached of the way to it. */
  readonly rows: readonly PreflightRow[];
  /** What waits for the person. */
  readonly question: Question | null;
  /** Why it could not be opened. */
  readonly fault: Fault | null;
}

export interface Tabs {
  readonly tabs: readonly Tab[];
  /** Id of the tab in front; null when none is open. */
  readonly front: string | null;
}

export const useTabs = create<Tabs>()(() => ({ tabs: [], front: null }));

export const newTab = (id: string, uri: string, vm: VmChoice | null = null): Tab => ({
  id,
  uri,
  vm,
  title: null,
  session: null,
  state: 'opening',
  writes: 'disarmed',
  running: false,
  rows: [],
  question: null,
  fault: null,
});

export const tabOf = (id: string | null): Tab | null => useTabs.getState().tabs.find((tab) => tab.id === id) ?? null;

/** The tab in front. */
export const frontTab = ({ tabs, front }: Tabs): Tab | null => tabs.find((tab) => tab.id === front) ?? null;

/** What a tab is called: its target's name, with a number where another of that name is before it; its URI until it has one. */
export const tabName = (tabs: readonly Tab[], tab: Tab): string => {
  const name = tab.title ?? tab.uri;
  const before = tabs.slice(0, tabs.indexOf(tab)).filter((other) => (other.title ?? other.uri) === name).length;
  return before === 0 ? name : `${name} ${before + 1}`;
};

const sameFields = (tab: Tab, change: Partial<Tab>): boolean =>
  Object.entries(change).every(([name, value]) => Object.is(tab[name as keyof Tab], value));

/** Changes one tab; the same again wakes nobody. */
export const changeTab = (id: string, change: Partial<Tab>): void =>
  useTabs.setState((state) => {
    const tab = state.tabs.find((one) => one.id === id);
    if (tab === undefined || sameFields(tab, change)) return state;
    return { tabs: state.tabs.map((one) => (one === tab ? { ...tab, ...change } : one)) };
  });

/** The tab `by` places on from the one in front, round the ends; null when there is no other. */
export const tabBeside = ({ tabs, front }: Tabs, by: 1 | -1): Tab | null => {
  const at = tabs.findIndex((tab) => tab.id === front);
  if (at < 0) return tabs[by > 0 ? 0 : tabs.length - 1] ?? null;
  return tabs.length < 2 ? null : (tabs[(at + by + tabs.length) % tabs.length] ?? null);
};

/** Which tab comes to the front when this one goes: the one after it, else the one before. */
export const tabAfter = ({ tabs, front }: Tabs, closing: string): string | null => {
  if (front !== closing) return front;
  const at = tabs.findIndex((tab) => tab.id === closing);
  return (tabs[at + 1] ?? tabs[at - 1])?.id ?? null;
};
