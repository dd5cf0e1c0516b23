/** What the person looks at: page, chosen device, aimed level, filters, looks. Never facts about a target. */
import { create } from 'zustand';
import type { DevicePath } from '../../shared/model/device.js';
import type { Level } from '../../shared/model/level.js';
import { keepPerSession } from './perSession.js';

/** From the smallest on. */
export const textSizes = ['small', 'normal', 'large'] as const;
export type TextSize = (typeof textSizes)[number];

export type Page = 'connect' | 'bench' | 'evidence' | 'gallery';

export interface ViewState {
  readonly page: Page;
  readonly selected: DevicePath | null;
  /** Event chosen in timeline or console, by id. */
  readonly event: number | null;
  /** The level the digits aim at; its prediction is shown, nothing is written: the digits only aim. */
  readonly aim: Level | null;
  readonly filter: string;
  /** The collection that the evidence page is asked to bring to the front; null once it did. */
  readonly collection: string | null;
  readonly collapsed: ReadonlySet<DevicePath>;
  readonly theme: 'light' | 'dark' | 'system';
  readonly density: 'comfortable' | 'compact';
  readonly textSize: TextSize;
  readonly dialog: 'palette' | 'about' | 'verdict' | 'faults' | 'evidence-faults' | 'keys' | 'arm' | 'close' | null;
}

export const useView = create<ViewState>()(() => ({
  page: 'connect',
  selected: null,
  event: null,
  aim: null,
  filter: '',
  collection: null,
  collapsed: new Set(),
  theme: 'system',
  density: 'comfortable',
  textSize: 'normal',
  dialog: null,
}));

/** Each target is looked at in its own way; page, looks and dialogs are the window's. */
export const viewPerSession = keepPerSession(useView, ['selected', 'event', 'aim', 'filter', 'collapsed']);

/** Selects a device everywhere: tree, stepper, inspector and its lane in the timeline. */
export const select = (selected: DevicePath | null): void => useView.setState({ selected, aim: null });
