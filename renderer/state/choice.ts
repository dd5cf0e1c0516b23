/** The write a person chose off the path: the stepper shows it whole, the timeline draws what it would do. */
import { create } from 'zustand';
import type { WriteAction } from '../../shared/model/action.js';
import type { DevicePath } from '../../shared/model/device.js';
import { keepPerSession } from './perSession.js';

/** Why a write other than the next one is shown; `typed`: any value, for an attribute that takes one. */
export type ChosenAs = 'step' | 'way' | 'undo' | 'typed';

export interface Choice {
  readonly device: DevicePath;
  readonly action: WriteAction;
  readonly as: ChosenAs;
  /** What it does not bring back; only for an undo. */
  readonly but: string | null;
}

export const useChoice = create<{ readonly choice: Choice | null }>()(() => ({ choice: null }));
keepPerSession(useChoice, ['choice']);

export const choose = (choice: Choice | null): void => useChoice.setState({ choice });

/** True while a write of this device's is chosen. */
export const isChosen = (device: DevicePath): boolean => useChoice.getState().choice?.device === device;
