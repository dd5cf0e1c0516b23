/** Opens a target that is a console: the port it names, and the wire over it. */
import type { Opening } from '../opening.js';
import type { Wire } from '../wire.js';
import { openSocketPort } from './socketPort.js';
import type { ConsoleTarget } from './target.js';
import { serialWire } from './wire.js';

export interface ConsoleOptions {
  readonly uri: string;
  readonly target: ConsoleTarget;
  readonly opening: Opening;
}

/** Throws WireLost with what went wrong in one sentence; the rows have the remedy. */
export const openConsole = async ({ uri, target, opening }: ConsoleOptions): Promise<Wire> => {
  const { user } = target;
  if (target.kind === 'unix')
    return serialWire({ uri, open: () => openSocketPort(target.path), baud: null, user, opening });
  // The driver is loaded only for who has a serial port.
  const { openDevicePort } = await import('./devicePort.js');
  const { device, settings } = target;
  return serialWire({ uri, open: () => openDevicePort(device, settings), baud: settings.baud, user, opening });
};
