/** What the pointer is over, in a store of its own: it changes at pointer speed and must wake only those who light up. */
import { create } from 'zustand';
import type { LabEvent } from '../../shared/facts/event.js';
import type { DevicePath } from '../../shared/model/device.js';

export interface CursorState {
  readonly device: DevicePath | null;
  readonly event: number | null;
}

export const useCursor = create<CursorState>()(() => ({ device: null, event: null }));

/** Lights up an event and its device wherever they are shown; nulls put the light out. */
export const light = (event: LabEvent | null, device: DevicePath | null): void => {
  const lit = { event: event?.id ?? null, device: event?.device ?? device };
  const now = useCursor.getState();
  if (now.event !== lit.event || now.device !== lit.device) useCursor.setState(lit);
};
