import { describe, expect, it } from 'vitest';
import type { Device } from '../facts/device.js';
import { deviceAt, inferredFact, measuredFact, unknownFact } from '../../test/fixtures/devices.js';
import { parseFilter } from './filter.js';
import type { VerdictWord } from './words.js';

const drive = deviceAt('devices/pci0000:00/0000:02:00.0', {
  facts: { locked: measuredFact('tsm0'), tdisp: measuredFact('CONFIG_LOCKED'), link: measuredFact('ide') },
});
const gpu = deviceAt('devices/pci0000:00/0000:01:00.0', {
  kind: 'gpu',
  name: 'H100 PCIe GPU',
  ids: '10de:2331',
  facts: { driver: measuredFact(null), level: inferredFact(2) },
});
const stick = deviceAt('devices/pci0000:00/usb1/1-2', {
  kind: 'usb-storage',
  name: 'USB stick',
  facts: { driver: measuredFact('usb-storage'), level: unknownFact },
});

const found = (text: string): string => {
  const filter = parseFilter(text);
  const context = {
    changed: (device: Device) => device === gpu,
    fallen: (device: Device) => device === gpu,
    pinned: (device: Device) => device === stick,
    verdict: (device: Device): VerdictWord => (device === drive ? 'accepted' : 'none'),
  };
  return [
    ['drive', drive],
    ['gpu', gpu],
    ['stick', stick],
  ]
    .flatMap(([name, device]) => (typeof device === 'object' && filter.keeps(device, context) ? [name] : []))
    .join(' ');
};

describe('parseFilter', () => {
  it.each([
    ['', 'drive gpu stick'],
    ['h100', 'gpu'],
    ['02:00', 'drive'],
    ['0000:02:00.0', 'drive'],
    ['10de', 'gpu'],
    ['NVME', 'drive'],
    ['driver:nvme', 'drive'],
    ['driver:none', 'gpu'],
    ['driver!=nvme', 'gpu stick'],
    ['bus:usb', 'stick'],
    ['bus=pci h100', 'gpu'],
    ['kind:gpu', 'gpu'],
    ['-bus:pci', 'stick'],
    ['name:"usb st"', 'stick'],
    ['"usb st"', 'stick'],
    ['lock:tsm0', 'drive'],
    ['lock:locked', 'drive'],
    ['lock:none', 'gpu stick'],
    ['link:ide', 'drive'],
    ['tsm:tsm0', 'drive'],
    ['changed', 'gpu'],
    ['fallen', 'gpu'],
    ['pinned', 'stick'],
    ['nothing-like-it', ''],
    ['bus:usb,pci', 'drive gpu stick'],
    ['driver:none,usb', 'gpu stick'],
    ['driver=usb', ''],
    ['address=0000:02:00.0,1-2', 'drive stick'],
    ['-name:"h100 p"', 'drive stick'],
    ['BUS:usb', 'stick'],
    ['"bus:usb"', ''],
  ])('%s finds %s', (text, names) => {
    expect(found(text)).toBe(names);
  });

  it.each([
    ['level>1', 'gpu'],
    ['level>=1', 'drive gpu'],
    ['level<2', 'drive'],
    ['level<=2', 'drive gpu'],
    ['level:1', 'drive'],
    ['level=2', 'gpu'],
    ['level!=2', 'drive'],
    ['level:?', 'stick'],
    ['level:unknown', 'stick'],
    ['level!=?', 'drive gpu'],
    ['-level:2', 'drive'],
    ['level:1,?', 'drive stick'],
    ['-level:1,?', 'gpu'],
    ['provenance:inferred', 'gpu'],
    ['provenance:unknown', 'stick'],
    ['-provenance:unknown', 'drive gpu'],
  ])('R45 %s compares levels, inferred ones too, never unknown ones: %s', (text, names) => {
    expect(found(text)).toBe(names);
  });

  it.each([
    ['verdict:accepted', 'drive'],
    ['verdict:accept', 'drive'],
    ['-verdict:none', 'drive'],
    ['verdict:none,stale', 'gpu stick'],
  ])('R31 %s asks what was said of the evidence: %s', (text, names) => {
    expect(found(text)).toBe(names);
  });

  it('claims nothing of a driver that cannot be read: only driver:? finds it', () => {
    const dark = deviceAt('devices/pci0000:00/0000:03:00.0', { facts: { driver: unknownFact } });
    const context = { changed: () => false, fallen: () => false, pinned: () => false, verdict: () => 'none' as const };
    const finds = (text: string): boolean => parseFilter(text).keeps(dark, context);
    for (const text of ['driver:nvme', 'driver!=nvme', '-driver:nvme', 'driver:none', '-driver:none'])
      expect(finds(text), text).toBe(false);
    expect(finds('driver:?')).toBe(true);
    expect(finds('driver!=?')).toBe(false);
    expect(finds('driver:nvme,?')).toBe(true);
    expect(finds('-driver:nvme,unknown')).toBe(false);
  });

  it('takes words of its own language for words like any other', () => {
    for (const word of ['__proto__', 'constructor', 'toString'])
      for (const text of [word, `-${word}`, `lock:${word}`, `verdict:${word}`, `link!=${word}`]) {
        const negated = text.startsWith('-') || text.includes('!=');
        if (!negated) expect(found(text), text).toBe('');
        expect(() => found(text)).not.toThrow();
      }
  });

  it('passes over a term that is not finished and says so, so that typing never empties the tree', () => {
    expect(found('level>')).toBe('drive gpu stick');
    expect(parseFilter('level>').problem).toBe('level> is not read: a level is 0 to 4');
    expect(parseFilter('level>7').problem).toBe('level>7 is not read: a level is 0 to 4');
    expect(parseFilter('level>abc').problem).toBe('level>abc is not read: a level is 0 to 4');
    expect(parseFilter('nvme level>>').problem).toBe('level>> is not read: a level is 0 to 4');
    expect(parseFilter('level:').problem).toBe('level: is not read: a level is 0 to 4, or ?');
    expect(parseFilter('driver:').problem).toBe('driver: is not read: it wants a value');
    expect(parseFilter('driver>x').problem).toBe('driver>x is not read: driver takes : or = or !=');
    expect(['level:', 'driver:', 'level>abc', 'level>>'].map((line) => parseFilter(line).unfinished)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(parseFilter('-').empty).toBe(true);
    expect(parseFilter('  ').empty).toBe(true);
    expect(parseFilter('nvme').problem).toBeNull();
  });
});
