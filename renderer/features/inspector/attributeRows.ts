/** Raw attributes as they were read: file, text or error, and the command that reads it by hand. */
import type { Device } from '../../../shared/facts/device.js';
import type { Millis } from '../../../shared/facts/reading.js';
import type { Errno } from '../../../shared/model/errno.js';
import { readCommand } from '../../../shared/shell/command.js';
import { errnoText } from '../../../shared/shell/errnoText.js';

export interface AttributeRow {
  readonly file: string;
  readonly text: string;
  /** Null when it was read. */
  readonly errno: Errno | null;
  readonly at: Millis;
  readonly command: string;
}

/** The folder a person would name: through the bus where there is one, as the stepper's writes do. */
export const folderOf = (device: Pick<Device, 'bus' | 'id' | 'path'>): string =>
  device.bus === '' ? device.path : `bus/${device.bus}/devices/${device.id}`;

/** Every reading of the device, sorted as `ls` would. */
export const attributeRows = (device: Device): readonly AttributeRow[] =>
  Object.entries(device.readings)
    .map(([file, reading]): AttributeRow => {
      const errno = 'errno' in reading ? reading.errno : null;
      return {
        file,
        text: 'errno' in reading ? `${reading.errno}: ${errnoText[reading.errno]}` : reading.value,
        errno,
        at: reading.at,
        command: readCommand(`${folderOf(device)}/${file}`),
      };
    })
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
