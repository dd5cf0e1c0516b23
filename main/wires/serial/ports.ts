/** The serial ports of this machine, with what the system knows of the adapter behind each. */
import type { SerialPortFound } from '../../../shared/ipc/found.js';
import { safeText } from '../../../shared/facts/safeText.js';
import { sysfsPorts } from './sysfsPorts.js';

const most = 64;

/** A port as whoever listed it knows it. */
export interface Listed {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly pnpId?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
}

const lineOf = ({ manufacturer, pnpId, serialNumber, vendorId, productId }: Listed): string => {
  const ids = vendorId === undefined ? null : `${vendorId}:${productId ?? '????'}`;
  const parts = [manufacturer ?? pnpId, ids, serialNumber === undefined ? null : `serial ${serialNumber}`];
  return safeText(parts.filter(Boolean).join(', '), 120) || 'a port of the board itself';
};

/** Adapters first: a board's own ports are there whether anything is plugged in or not. */
export const portsFrom = (listed: readonly Listed[]): readonly SerialPortFound[] =>
  [...listed]
    .sort((a, b) => Number(a.vendorId === undefined) - Number(b.vendorId === undefined) || (a.path < b.path ? -1 : 1))
    .slice(0, most)
    .map((port) => ({ path: safeText(port.path, 200), line: lineOf(port), adapter: port.vendorId !== undefined }));

/** On Linux the driver asks udev, by its program. */
const withoutUdev = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT' && process.platform === 'linux';

/** Loads the driver only when asked. Rejects with the reason when ports cannot be listed here. */
export const serialPorts = async (): Promise<readonly SerialPortFound[]> => {
  const { SerialPort } = await import('serialport');
  try {
    return portsFrom(await SerialPort.list());
  } catch (error) {
    if (!withoutUdev(error)) throw error;
    return portsFrom(await sysfsPorts());
  }
};
