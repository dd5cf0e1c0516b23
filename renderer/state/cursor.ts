/** What the pointer is over, in a store of its own: it changes at pointer speed and must wake only those who light up. */
import { create } from 'zustand';
import type { DevicePath } from '../../shared/model/device.js';

export interface CursorState {
  readonly device: DevicePath | null;
  readonly event: number | null;
}

export const useCursor = create<CursorState>()(() => ({ device: null, event: null }));
