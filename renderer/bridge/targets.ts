/** Up: opening, closing and choosing among targets, each in a tab of its own; and what is asked while one opens. */
import type { Answer } from '../../shared/ipc/contract.js';
import type { Fault } from '../../shared/ipc/fault.js';
import type { VmChoice } from '../../shared/ipc/found.js';
import type { OpeningFrame } from '../../shared/ipc/opening.js';
import { useView, viewPerSession } from '../state/view.js';
import { changeTab, frontTab, newTab, type Tab, tabAfter, tabOf, useTabs } from '../state/tabs.js';
import { mirror, present, unmirror } from './feed.js';
import { lab } from './lab.js';
import { keepSettings } from './settings.js';

let opened = 0;

/** Names an opening for the lab, across all windows and reloads that may talk to it. */
const newOp = (): string => {
  opened += 1;
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `o${opened}-${[...random].map((part) => part.toString(36)).join('')}`;
};

/** Brings a tab to the front, whatever page is shown. */
const toFront = (id: string | null): void => {
  useTabs.setState({ front: id });
  present(tabOf(id)?.session ?? null);
};

/** Brings a tab to the front, and shows it on the bench. */
export const showTab = (id: string): void => {
  useView.setState({ page: 'bench' });
  toFront(id);
};

const closeSession = (session: string): void => {
  unmirror(session);
  // One that is gone already is as closed as it can be.
  lab.call('session.close', { session }).catch(() => undefined);
};

const noAnswer = (error: unknown): Fault => ({ kind: 'internal', text: `The lab did not answer: ${String(error)}` });

/** One that was open before, and could not be opened again, stays readable as it was. */
const failTab = (id: string, fault: Fault): void =>
  changeTab(id, { state: tabOf(id)?.session === null ? 'failed' : 'lost', fault, question: null });

/** Null: the lab is asked to open the target. Else the name of a session that some window has, to be taken in here too. */
const open = (tab: Tab, held: string | null): Promise<Answer<'session.open'>> =>
  held === null
    ? lab.call('session.open', { uri: tab.uri, op: tab.id })
    : lab.call('session.join', { session: held, op: tab.id });

/** The lab opened it: from now on its frames fill the tab. */
const settle = (id: string, session: string, before: string | null): void => {
  if (tabOf(id) === null) {
    closeSession(session);
    return;
  }
  changeTab(id, { session, state: 'live' });
  mirror(session);
  // Opened again, it is still looked at in the same way.
  if (before !== null) viewPerSession.hand(before, session);
  if (useTabs.getState().front === id) present(session);
  if (before !== null) closeSession(before);
};

interface Kept {
  /** Session that the tab showed until now. */
  readonly before?: string | null;
  /** Session of another window. */
  readonly held?: string;
}

const run = async (tab: Tab, { before = null, held }: Kept = {}): Promise<boolean> => {
  try {
    const answer = await open(tab, held ?? null);
    if (answer.ok) settle(tab.id, answer.result.session, before);
    else failTab(tab.id, answer.fault);
    return answer.ok;
  } catch (error) {
    failTab(tab.id, noAnswer(error));
    return false;
  }
};

const addTab = (tab: Tab): Tab => {
  useTabs.setState(({ tabs }) => ({ tabs: [...tabs, tab] }));
  showTab(tab.id);
  return tab;
};

/** Opens a target in a new tab, in front, on the bench. False when it could not be opened; why stands in its tab. */
export const openTarget = (uri: string): Promise<boolean> => run(addTab(newTab(newOp(), uri)));

/** Takes over what other windows of this lab have open; opens `uri` where there is nothing. */
export const joinOrOpen = async (uri: string): Promise<void> => {
  const answer = await lab.call('sessions.list', {}).catch(() => null);
  const sessions = answer?.ok === true ? answer.result.sessions : [];
  if (sessions.length === 0) return void (await openTarget(uri));
  const tabs = sessions.map(({ uri: theirs, title }) => addTab({ ...newTab(newOp(), theirs), title }));
  const [first] = tabs;
  if (first !== undefined) toFront(first.id);
  await Promise.all(tabs.map((tab, at) => run(tab, { held: sessions[at]?.session ?? '' })));
};

/** One more window on this lab. */
export const openWindow = async (): Promise<void> => {
  await keepSettings();
  const answer = await lab.call('window.open', {});
  // A browser keeps its own windows: the new one has this one's token, and finds the lab by it.
  if (answer.ok && !answer.result.opened) window.open(location.pathname, '_blank');
};

/** The tab of this target, if there is one that was opened. */
const tabOfTarget = (uri: string): Tab | null =>
  useTabs.getState().tabs.find((tab) => tab.uri === uri && tab.state !== 'failed') ?? null;

/** Shows the tab of this target, if there is one, else opens it. */
export const goOrOpen = async (uri: string): Promise<void> => {
  const tab = tabOfTarget(uri);
  if (tab === null) await openTarget(uri);
  else showTab(tab.id);
};

/** Puts a tab with another opening in the place of one. */
const replaceTab = (old: Tab, tab: Tab): void =>
  useTabs.setState(({ tabs, front }) => ({
    tabs: tabs.map((one) => (one.id === old.id ? tab : one)),
    front: front === old.id ? tab.id : front,
  }));

/** Boots the VM a tab stands for, and opens it by SSH in its place when it is up. */
const boot = async (booting: Tab, choice: VmChoice): Promise<boolean> => {
  try {
    const answer = await lab.call('vm.up', { op: booting.id, ...choice });
    if (!answer.ok) {
      failTab(booting.id, answer.fault);
      return false;
    }
    if (tabOf(booting.id) === null) return false;
    const tab = newTab(newOp(), answer.result.ssh);
    replaceTab(booting, tab);
    return await run(tab);
  } catch (error) {
    failTab(booting.id, noAnswer(error));
    return false;
  }
};

/** Boots the project's test VM in a tab of its own, and opens it by SSH when it is up. */
export const startVm = (choice: VmChoice): Promise<boolean> =>
  boot(addTab(newTab(newOp(), `npm run vm -- up ${choice.name}`, choice)), choice);

/** Opens a tab's target again, in its place: after a loss, after a failure, or to start afresh. What was seen stays until the new session is there. */
export const openAgain = (id: string): Promise<boolean> => {
  const old = tabOf(id);
  if (old === null || old.state === 'opening') return Promise.resolve(false);
  const tab: Tab = { ...newTab(newOp(), old.uri, old.vm), title: old.title, session: old.session };
  replaceTab(old, tab);
  return tab.vm === null ? run(tab, { before: old.session }) : boot(tab, tab.vm);
};

/** Stops an opening; its tab then says that it was cancelled. */
export const cancelOpening = (id: string): void => {
  lab.call('opening.cancel', { op: id }).catch(() => undefined);
};

/** Answers what a tab asks, or declines with null. The answer is kept nowhere in the window. */
export const answerQuestion = (id: string, question: string, answer: string | null): void => {
  changeTab(id, { question: null });
  lab.call('opening.answer', { op: id, question, answer }).catch(() => undefined);
};

/** Closes a tab, and its target with it. */
export const closeTab = (id: string): void => {
  const tab = tabOf(id);
  if (tab === null) return;
  const front = tabAfter(useTabs.getState(), id);
  useTabs.setState(({ tabs }) => ({ tabs: tabs.filter((one) => one.id !== id) }));
  if (front !== useTabs.getState().front) toFront(front);
  if (front === null) useView.setState({ page: 'connect' });
  if (tab.state === 'opening') cancelOpening(id);
  if (tab.session !== null) closeSession(tab.session);
};

/** Closes the tab in front. */
export const closeFront = (): void => {
  const tab = frontTab(useTabs.getState());
  if (tab !== null) closeTab(tab.id);
};

const hear = ({ opening, rows, question }: OpeningFrame): void => changeTab(opening, { rows, question });

/** Begins to listen to how openings stand. Once, at the window's start. */
export const startOpenings = (): void => {
  lab.onOpening(hear);
};
