import { describe, expect, it } from 'vitest';
import { levels } from '../../../shared/model/level.js';
import { deviceAt, inferredFact, measuredFact, unknownFact } from '../../../test/fixtures/devices.js';
import { age } from './age.js';
import { attributeRows } from './attributeRows.js';
import { capabilityWords, factGroups } from './factRows.js';
import { privilegeRows } from './privilegeRows.js';

const path = 'devices/pci0000:00/0000:02:00.0';
const nvme = deviceAt(path, {
  facts: {
    driver: measuredFact(null),
    tdisp: measuredFact('CONFIG_LOCKED'),
    link: measuredFact('ide'),
    dma: inferredFact('bounced'),
  },
});
const row = (device: typeof nvme, id: string, target: 0 | 1 | 2 | 3 | 4 | null = null) =>
  privilegeRows(device, target).find((one) => one.id === id);

describe('privilegeRows', () => {
  it('R15 what a level permits does not depend on the device', () => {
    const usb = deviceAt('devices/x/usb1/1-2');
    expect(privilegeRows(usb, null).map((one) => one.permits)).toEqual(
      privilegeRows(nvme, null).map((one) => one.permits),
    );
    for (const one of privilegeRows(nvme, null)) expect(one.permits).toHaveLength(levels.length);
  });

  it('R51 from 1 to 4 everything but the driver changes', () => {
    expect(
      privilegeRows(nvme, 4)
        .filter((one) => one.changes)
        .map((one) => one.id),
    ).toEqual(['mmio', 'dma', 'ats', 'privateMemory', 'link', 'tBit']);
    expect(privilegeRows(nvme, 1).some((one) => one.changes)).toBe(false);
    expect(privilegeRows(nvme, null).some((one) => one.changes)).toBe(false);
  });

  it('R8 private memory and the T bit are never better known than inferred', () => {
    expect(row(nvme, 'tBit')?.now).toMatchObject({
      kind: 'inferred',
      text: '0',
      source: 'because the interface is in CONFIG_LOCKED',
    });
    expect(row(nvme, 'privateMemory')?.now).toMatchObject({ kind: 'inferred', text: 'blocked' });
    const running = deviceAt(path, { facts: { tdisp: measuredFact('RUN'), dma: inferredFact('private') } });
    expect(row(running, 'tBit')?.now.text).toBe('1');
    expect(row(running, 'mmio')?.now.text).toBe('private');
    expect(row(running, 'privateMemory')?.now.text).toBe('open');
  });

  it('says why when nothing is known, and claims no change', () => {
    const blind = deviceAt(path, {
      facts: { level: unknownFact, tdisp: unknownFact, ats: { kind: 'unknown', why: 'not readable without root' } },
    });
    expect(row(blind, 'ats')?.now).toMatchObject({
      kind: 'unknown',
      text: 'not known',
      source: 'not readable without root',
    });
    expect(row(blind, 'tBit')?.now.kind).toBe('unknown');
    expect(privilegeRows(blind, 4).some((one) => one.changes)).toBe(false);
  });
});

const rowsOf = (device: typeof nvme) => factGroups(device).flatMap(({ rows }) => rows);

describe('factGroups', () => {
  it('puts each fact under one heading, and leaves out a heading with nothing under it', () => {
    const names = rowsOf(nvme).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(factGroups(nvme).map(({ title }) => title)).toContain('Security manager and link');
    expect(factGroups(deviceAt('devices/x/usb1/1-2')).map(({ title }) => title)).not.toContain(
      'Security manager and link',
    );
  });

  it('shows every fact that such a device can have, with its source', () => {
    const names = rowsOf(nvme).map((one) => one.name);
    expect(names).not.toContain('authorized');
    expect(rowsOf(nvme).find((one) => one.name === 'tdisp')?.shown).toMatchObject({
      kind: 'measured',
      text: 'CONFIG_LOCKED',
      source: 'test',
      at: 1,
      mono: true,
    });
    expect(rowsOf(deviceAt('devices/x/usb1/1-2')).map((one) => one.name)).not.toContain('tdisp');
  });

  it('R38 a Thunderbolt 2 is a key challenge, not a level', () => {
    const dock = deviceAt('devices/x/domain0/0-1', { facts: { authorized: measuredFact(2) } });
    expect(rowsOf(dock).find((one) => one.name === 'authorized')?.shown.text).toBe('2, key challenge passed');
  });

  it('R52 who vouches comes with the ceiling', () => {
    expect(rowsOf(nvme).find((one) => one.name === 'provider')?.shown.text).toBe('TSM of a confidential VM, to 4');
  });

  it('capabilities are words', () => {
    expect(capabilityWords({ tee: true, ide: true, spdm: true, ats: false })).toBe('TDISP, IDE, SPDM');
    expect(capabilityWords({ tee: false, ide: false, spdm: false, ats: false })).toBe('none of TDISP, IDE, SPDM, ATS');
  });
});

describe('attributeRows', () => {
  it('keeps an error as a fact, and gives the command that reads it', () => {
    const device = deviceAt(path, {
      readings: { trust: { value: '1', at: 5 }, 'tsm/lock': { errno: 'EACCES', at: 6 } },
    });
    const folder = '/sys/bus/pci/devices/0000:02:00.0';
    expect(attributeRows(device, 'march')).toEqual([
      { file: 'trust', text: '1', errno: null, at: 5, command: `cat ${folder}/trust`, write: 'trust' },
      {
        file: 'tsm/lock',
        text: 'EACCES: permission denied',
        errno: 'EACCES',
        at: 6,
        command: `cat ${folder}/tsm/lock`,
        write: 'lock',
      },
      { file: 'tsm/unlock', text: '', errno: null, at: null, command: null, write: 'unlock' },
    ]);
    // A kernel without levels, or one that nobody knows, takes none of these.
    for (const dialect of ['stock-7.3', null] as const)
      expect(attributeRows(device, dialect).map(({ write }) => write)).toEqual([null, null]);
    const bridge = deviceAt('devices/pci0000:00', {
      bus: '',
      readings: { available_secure_streams: { value: '4', at: 5 } },
    });
    expect(attributeRows(bridge, 'march')[0]?.command).toBe('cat /sys/devices/pci0000:00/available_secure_streams');
  });
});

describe('age', () => {
  it.each([
    [0, '0 s'],
    [-5000, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [200_000_000, '2 d'],
  ])('%i ms is %s', (ms, words) => {
    expect(age(1000, 1000 + ms)).toBe(words);
  });
});
