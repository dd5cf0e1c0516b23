/** Names of products from the lists a system brings (pci.ids, usb.ids): read once when first wanted, looked up line by line, never parsed whole. */
import { readFile, stat } from 'node:fs/promises';
import { safeText } from '../../shared/facts/safeText.js';
import type { Names, ProductName } from './snapshot.js';

/** Where distributions keep them. */
const places: Readonly<Record<'pci' | 'usb', readonly string[]>> = {
  pci: ['/usr/share/misc/pci.ids', '/usr/share/hwdata/pci.ids', '/usr/share/pci.ids', '/var/lib/pciutils/pci.ids'],
  usb: ['/usr/share/misc/usb.ids', '/usr/share/hwdata/usb.ids', '/usr/share/usb.ids', '/var/lib/usbutils/usb.ids'],
};

/** Longest list that is taken in: today's are below two megabytes. */
const mostBytes = 8 * 1024 * 1024;

const readList = async (files: readonly string[]): Promise<string> => {
  for (const file of files) {
    try {
      const about = await stat(file);
      if (about.isFile() && about.size <= mostBytes) return `\n${await readFile(file, 'utf8')}`;
    } catch {
      // Not in this place; the next one may have it, and a device without a name has its class.
    }
  }
  return '';
};

/**
 * Maker and product of `vendor:device` in the text of a list: a vendor's line begins with its four digits, its devices follow with a
 * tab before theirs. `text` begins with a newline.
 */
export const nameIn = (text: string, ids: string): ProductName | null => {
  const [vendor = '', device = ''] = ids.split(':');
  if (!/^[0-9a-f]{4}$/.test(vendor) || !/^[0-9a-f]{4}$/.test(device)) return null;
  const start = text.indexOf(`\n${vendor}  `);
  if (start < 0) return null;
  const maker = text.slice(start + 7, text.indexOf('\n', start + 1)).trim();
  // Where the next vendor's line begins; the comments between count as the same vendor's.
  const next = /\n[0-9a-fA-Z]/g;
  next.lastIndex = start + 1;
  const end = next.exec(text)?.index ?? text.length;
  const at = text.indexOf(`\n\t${device}  `, start);
  if (at < 0 || at > end) return { maker: safeText(maker), product: null };
  const product = text.slice(at + 8, text.indexOf('\n', at + 1)).trim();
  return { maker: safeText(maker), product: safeText(product) };
};

/** Reads the lists of this system; what they do not have is null. Each pair is looked up once. */
export const systemNames = async (from = places): Promise<Names> => {
  const [pci, usb] = await Promise.all([readList(from.pci), readList(from.usb)]);
  const lists = { pci, usb };
  const known = new Map<string, ProductName | null>();
  return (bus, ids) => {
    const key = `${bus} ${ids}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const name = nameIn(lists[bus], ids);
    known.set(key, name);
    return name;
  };
};
