import { describe, expect, it } from 'vitest';
import { nameIn, systemNames } from './systemNames.js';

const list = `
# a comment
0e11  Compaq
\t0001  PCI to EISA Bridge
1af4  Red Hat, Inc.
\t1041  Virtio 1.0 network device
\t\t1af4 1100  A subsystem
1af5  Another\u001b[31m
C 01  Mass storage controller
\t1041  No device
`;

describe('names from the system', () => {
  it.each([
    ['1af4:1041', 'Red Hat, Inc.', 'Virtio 1.0 network device'],
    ['1af4:9999', 'Red Hat, Inc.', null],
    ['0e11:1041', 'Compaq', null],
    ['1af5:1041', 'Another\\x1b[31m', null],
  ])('%s is %s, %s', (ids, maker, product) => {
    expect(nameIn(list, ids)).toEqual({ maker, product });
  });

  it.each(['ffff:0001', '', 'C 01:1041'])('%s has no name', (ids) => {
    expect(nameIn(list, ids)).toBeNull();
  });

  it('has none where there is no list', async () => {
    const names = await systemNames({ pci: ['/nowhere/pci.ids'], usb: ['/proc'] });
    expect(names('pci', '1af4:1041')).toBeNull();
  });
});
