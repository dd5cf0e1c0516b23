/** Lines of `/dev/kmsg` and of the family `lockstep-trust`, as the far readers print them, become notices. */
import type { Notice } from '../notice.js';

/** Folder of the PCI device with this address, below sysfs; null for one that no sweep has seen. */
export type FolderOf = (address: string) => string | null;

const addressIn = /\b[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\b/;

/** `6,1234,5678901,-;text`: priority and facility, number, microseconds since boot, flags. Null for anything else. */
export const kmsgNotice = (line: string, seenAt: number, folderOf: FolderOf): Notice | null => {
  const [, level, text] = /^(\d{1,4}),\d+,\d+,[^;]*;(.*)$/.exec(line) ?? [];
  if (level === undefined || text === undefined) return null;
  // The kernel begins a device's line with driver and address.
  const address = addressIn.exec(text.slice(0, 80))?.[0];
  const devpath = address === undefined ? null : folderOf(address);
  return { kind: 'kmsg', priority: Number(level) & 7, text, devpath, seenAt, happenedAt: null, write: null };
};

/** Records of `name=value` lines, each ended by an empty one. */
export const netlinkNotices = (lines: readonly string[], seenAt: number, folderOf: FolderOf): readonly Notice[] => {
  const found: Notice[] = [];
  let attrs: Record<string, string> = {};
  for (const line of [...lines, '']) {
    const equals = line.indexOf('=');
    if (equals > 0) attrs[line.slice(0, equals)] = line.slice(equals + 1);
    else if (line === '' && Object.keys(attrs).length > 0) {
      const devpath = folderOf(attrs['dev-name'] ?? '');
      found.push({ kind: 'netlink', family: 'lockstep-trust', devpath, attrs, seenAt, happenedAt: null, write: null });
      attrs = {};
    }
  }
  return found;
};
