/** Raw devices as a sweep finds them, in any number and with anything in them: a tree like the simulator's, made by rule. */
import type { Reading } from '../../shared/facts/reading.js';
import type { RawDevice } from '../../main/wires/wire.js';

export const textAt = (value: string, at = 1): Reading => ({ value, at });

/** One PCI device below a host bridge, with these attributes over the usual ones. */
export const pciDevice = (
  id: string,
  attrs: Readonly<Record<string, Reading>> = {},
  links: Readonly<Record<string, string>> = {},
): RawDevice => ({
  path: `devices/pci0000:00/${id}`,
  attrs: {
    trust: textAt('1'),
    class: textAt('0x010802'),
    vendor: textAt('0x144d'),
    device: textAt('0xa826'),
    'tsm/connect': textAt(''),
    ...attrs,
  },
  links: { subsystem: 'bus/pci', ...links },
});

export const hostBridge: RawDevice = { path: 'devices/pci0000:00', attrs: {}, links: {} };

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');

/** `count` devices: host bridges, below each 15 switch ports, below each port 16 functions. Sixteen attributes and a driver each. */
export const bigMachine = (count: number): readonly RawDevice[] => {
  const devices: RawDevice[] = [];
  for (let index = 0; devices.length < count; index++) {
    const domain = `pci${hex(index >> 8, 4)}:00`;
    if (index % 256 === 0) devices.push({ path: `devices/${domain}`, attrs: {}, links: {} });
    const port = `devices/${domain}/${hex(index >> 8, 4)}:00:${hex((index >> 4) & 15, 2)}.0`;
    const own = `${hex(index >> 8, 4)}:${hex(16 + ((index >> 4) & 15), 2)}:${hex(index & 15, 2)}.0`;
    const leaf = index % 16 !== 0;
    const attrs: Record<string, Reading> = {
      trust: textAt('1'),
      class: textAt(leaf ? '0x010802' : '0x060400'),
      vendor: textAt('0x144d'),
      device: textAt('0xa826'),
      'tsm/connect': textAt(''),
    };
    for (const name of ['revision', 'numa_node', 'enable', 'power_state', 'max_link_speed', 'max_link_width'])
      attrs[name] = textAt('0');
    for (const name of ['subsystem_vendor', 'subsystem_device', 'current_link_speed', 'removable', 'authenticated'])
      attrs[name] = textAt('unknown');
    const links = { subsystem: 'bus/pci', driver: `bus/pci/drivers/${leaf ? 'nvme' : 'pcieport'}` };
    devices.push({ path: leaf ? `${port}/${own}` : port, attrs, links });
  }
  return devices.slice(0, count);
};
