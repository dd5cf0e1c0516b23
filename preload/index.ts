/** The pipe between the sandboxed window and the lab: named functions, never ipcRenderer itself, and no logic. */
import { contextBridge, ipcRenderer } from 'electron';
import { channels } from '../shared/ipc/channels.js';
import type { LabBridge } from '../shared/ipc/contract.js';
import type { Frame } from '../shared/ipc/frame.js';
import type { OpeningFrame } from '../shared/ipc/opening.js';

const lab: LabBridge = {
  call: (command, input) => ipcRenderer.invoke(channels.call, command, input),
  onFrame: (listener) => {
    const hear = (_event: unknown, frame: Frame): void => listener(frame);
    ipcRenderer.on(channels.frame, hear);
    return () => ipcRenderer.off(channels.frame, hear);
  },
  onOpening: (listener) => {
    const hear = (_event: unknown, frame: OpeningFrame): void => listener(frame);
    ipcRenderer.on(channels.opening, hear);
    return () => ipcRenderer.off(channels.opening, hear);
  },
  // Main and window end together: this line cannot break by itself.
  onDown: () => () => undefined,
};

contextBridge.exposeInMainWorld('lab', lab);
