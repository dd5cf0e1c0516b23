/** The one place that sees the lab: Electron's `window.lab`, or the browser host's WebSocket in the same shape. */
import type { LabBridge } from '../../shared/ipc/contract.js';
import { socketLab } from './websocket.js';

declare global {
  interface Window {
    /** Put there by the preload script; missing in a browser. */
    readonly lab?: LabBridge;
  }
}

/** The lab this window talks to, for as long as the page lives. */
export const lab: LabBridge = window.lab ?? socketLab();

/** True where other windows may have targets open in the lab already: in a browser, and in the app's further windows. */
export const isShared = (): boolean => window.lab === undefined || location.hash === '#further';
