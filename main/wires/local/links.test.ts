import fc from 'fast-check';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { joined } from './links.js';

describe('a link of sysfs', () => {
  it('leads where the kernel means it to', () => {
    expect(joined('bus/pci/devices', '../../../devices/pci0000:00/0000:00:01.0')).toBe(
      'devices/pci0000:00/0000:00:01.0',
    );
    expect(joined('devices/pci0000:00/0000:00:01.0', '../../../bus/pci/drivers/nvme')).toBe('bus/pci/drivers/nvme');
    expect(joined('devices/pci0000:00/0000:00:01.0', '../0000:00:02.0')).toBe('devices/pci0000:00/0000:00:02.0');
  });

  it('leads nowhere when it leaves the tree', () => {
    for (const text of ['/etc', '../../../etc', '../../..', '../../x/../../../etc'])
      expect(joined('bus/pci', text)).toBeNull();
  });

  it('reads as any path does, however it is written', () => {
    const names = fc.array(fc.constantFrom('..', '.', 'a', 'b.0', '.c', ''), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom('', 'bus', 'bus/pci', 'devices/a/b'), names, (folder, parts) => {
        const text = parts.join('/');
        fc.pre(!text.startsWith('/'));
        const path = posix.join(folder, text);
        const outside = path === '..' || path.startsWith('../');
        expect(joined(folder, text)).toBe(outside ? null : path);
      }),
    );
  });
});
