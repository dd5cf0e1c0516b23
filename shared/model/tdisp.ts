/** The interface states of TDISP (PCIe 6/7 §11.4), as the TSM sees them. */

export type TdispState = 'CONFIG_UNLOCKED' | 'CONFIG_LOCKED' | 'RUN' | 'ERROR';

export const tdispStates: readonly TdispState[] = ['CONFIG_UNLOCKED', 'CONFIG_LOCKED', 'RUN', 'ERROR'];
