/** Raw attributes as they were read: file, text or error, and the command that reads it by hand. */
import type { Device } from '../../../shared/facts/device.js';
import type { Millis } from '../../../shared/facts/reading.js';
import { type AttributeKind, writableFiles } from '../../../shared/model/dialects/address.js';
import type { DialectId } from '../../../shared/model/dialects/dialect.js';
import type { Errno } from '../../../shared/model/errno.js';
import { readCommand } from '../../../shared/shell/command.js';
import { errnoText } from '../../../shared/shell/errnoText.js';

export interface AttributeRow {
  readonly file: string;
  readonly text: string;
  /** Null when it was read. */
  readonly errno: Errno | null;
  /** Null for a file that is never read. */
  readonly at: Millis | null;
  /** Reads it by hand; null for a file that can only be written. */
  readonly command: string | null;
  /** What a value typed for it would be; null where the model does not know what comes of a write. */
  readonly write: AttributeKind | null;
}

/** The folder a person would name: through the bus where there is one, as the stepper's writes do. */
export const folderOf = (device: Pick<Device, 'bus' | 'id' | 'path'>): string =>
  device.bus === '' ? device.path : `bus/${device.bus}/devices/${device.id}`;

/** Every reading of the device, and the files that can only be written, sorted as `ls` would. */
export const attributeRows = (device: Device, dialect: DialectId | null): readonly AttributeRow[] => {
  const writable = dialect === null ? [] : writableFiles(dialect, (file) => Object.hasOwn(device.readings, file));
  const kindOf = (file: string): AttributeKind | null => writable.find((one) => one.file === file)?.kind ?? null;
  const read = Object.entries(device.readings).map(([file, reading]): AttributeRow => {
    const errno = 'errno' in reading ? reading.errno : null;
    return {
      file,
      text: 'errno' in reading ? `${reading.errno}: ${errnoText[reading.errno]}` : reading.value,
      errno,
      at: reading.at,
      command: readCommand(`${folderOf(device)}/${file}`),
      write: kindOf(file),
    };
  });
  const unread = writable
    .filter(({ readable }) => !readable)
    .map(({ file, kind }): AttributeRow => ({ file, text: '', errno: null, at: null, command: null, write: kind }));
  return [...read, ...unread].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
};
