/** The serial ports by sysfs alone: for a machine without udev, where the driver has nobody to ask. */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Listed } from './ports.js';

const serialName = /^(?:tty(?:S|USB|ACM|AMA|O|MFD|WCH|XRUSB)|rfcomm)\d{1,4}$/;
/** An adapter's USB device is at most so many folders above its port: port, interface, device. */
const mostUp = 4;
const longest = 256;

/** Null for an attribute that is not there or says nothing. */
const attribute = async (path: string): Promise<string | null> => {
  const text = await readFile(path, 'latin1').catch(() => '');
  return text.slice(0, longest).trim() || null;
};

/** What the USB device that carries `port` says of itself; nothing for a port of the board. */
const adapterOf = async (port: string): Promise<Omit<Listed, 'path'>> => {
  for (let [folder, left] = [port, mostUp]; left > 0; [folder, left] = [dirname(folder), left - 1]) {
    const vendorId = await attribute(join(folder, 'idVendor'));
    if (vendorId === null) continue;
    const [productId, manufacturer, serialNumber] = await Promise.all(
      ['idProduct', 'manufacturer', 'serial'].map(async (name) => (await attribute(join(folder, name))) ?? undefined),
    );
    return { vendorId, productId, manufacturer, serialNumber };
  }
  return {};
};

/**
 * @param sys Where sysfs is.
 * @returns Ports with hardware behind them: an 8250 port of type 0 (PORT_UNKNOWN, `include/uapi/linux/serial_core.h`) is
 * only a number. Empty where there is no such class.
 */
export const sysfsPorts = async (sys = '/sys'): Promise<readonly Listed[]> => {
  const folder = join(sys, 'class/tty');
  const names = (await readdir(folder).catch(() => [])).filter((name) => serialName.test(name));
  const ports = names.map(async (name): Promise<Listed | null> => {
    const device = await realpath(join(folder, name, 'device')).catch(() => null);
    if (device === null || (await attribute(join(folder, name, 'type'))) === '0') return null;
    return { path: `/dev/${name}`, ...(await adapterOf(device)) };
  });
  return (await Promise.all(ports)).filter((port) => port !== null);
};
