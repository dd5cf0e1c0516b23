/** Raw devices become facts that say how they are known, whatever is missing or broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sweptAttributes } from '../../shared/facts/attributes.js';
import type { Device } from '../../shared/facts/device.js';
import type { Reading } from '../../shared/facts/reading.js';
import type { Snapshot } from '../../shared/facts/snapshot.js';
import type { Errno } from '../../shared/model/errno.js';
import type { RawDevice } from '../wires/wire.js';
import { cliSnapshot } from './cliSnapshot.js';
import { snapshotOf } from './snapshot.js';

const at = 1_772_000_000_000;
const read = (value: string): Reading => ({ value, at });
const failed = (errno: Errno): Reading => ({ errno, at });

const path = 'devices/pci0000:00/0000:00:01.0';
const drive = (attrs: Readonly<Record<string, Reading>>, links: Readonly<Record<string, string>> = {}): RawDevice => ({
  path,
  attrs: { class: read('0x010802'), vendor: read('0x1b36'), device: read('0x0010'), ...attrs },
  links: { subsystem: 'bus/pci', ...links },
});

const look = (raw: readonly RawDevice[], previous: Snapshot | null = null): Snapshot =>
  snapshotOf({ uri: 'sim:', title: 'A machine', raw, readings: {}, at, previous });

const only = (snapshot: Snapshot): Device => {
  const [device] = Object.values(snapshot.devices);
  if (device === undefined) throw new Error('no device');
  return device;
};
const factsOf = (attrs: Readonly<Record<string, Reading>>, links = {}) => only(look([drive(attrs, links)])).facts;

describe('snapshotOf', () => {
  it('measures a level, and says where', () => {
    expect(factsOf({ trust: read('3') }).level).toEqual({ kind: 'measured', value: 3, at, source: 'trust' });
  });

  it('keeps an unreadable level unknown, with the error', () => {
    expect(factsOf({ trust: failed('EACCES') }).level).toEqual({
      kind: 'unknown',
      why: 'trust is not readable without root (EACCES)',
    });
    expect(factsOf({ trust: failed('EIO') }).level).toEqual({ kind: 'unknown', why: 'reading trust failed (EIO)' });
    expect(factsOf({ trust: read('full') }).level).toMatchObject({ kind: 'unknown' });
    expect(factsOf({ trust: read('7') }).level).toMatchObject({ kind: 'unknown' });
  });

  it('R10 never lets a conclusion stand as a measured level: stock kernels have none', () => {
    const snapshot = look([drive({ 'tsm/connect': read('tsm0') })]);
    expect(snapshot.dialect).toMatchObject({ value: 'stock-7.3' });
    expect(cliSnapshot(snapshot).devices[0]).toMatchObject({
      level: null,
      inferred: { level: 3, rule: 'connected', because: ['tsm/connect names a TSM, which secures the link'] },
    });
  });

  it.each([
    ['untrusted-port', { removable: read('removable') }, 1],
    ['kernel-default', {}, 2],
    ['accepted', { 'tsm/accept': read('1') }, 4],
    ['policy-adversary', { trust_policy: read('adversary') }, 1],
    ['july-none', { trust: read('none') }, 0],
  ] as const)('infers by the rule %s', (rule, attrs, level) => {
    expect(factsOf(attrs).level).toMatchObject({ kind: 'inferred', rule, value: level });
  });

  it.each([
    ['march', { trust: read('1') }],
    ['july', { trust: read('adversary') }],
    ['september', { trust_policy: read('default') }],
    ['v2', { 'tsm/accept': read('0') }],
    ['v2', { 'tsm/lock': read('') }],
    ['stock-7.3', {}],
  ] as const)('S8 detects the dialect %s', (dialect, attrs) => {
    expect(look([drive(attrs)]).dialect).toMatchObject({ kind: 'measured', value: dialect });
  });

  it('cannot tell a dialect or a role from no device', () => {
    expect(look([])).toMatchObject({ dialect: { kind: 'unknown' }, role: { kind: 'unknown' }, devices: {} });
  });

  it('tells the role by the TSM, else by the files', () => {
    const tsm = (mode: string): RawDevice => ({
      path: 'devices/virtual/tsm/tsm0',
      attrs: { pci_mode: read(mode) },
      links: { subsystem: 'class/tsm' },
    });
    expect(look([tsm('link')])).toMatchObject({ role: { value: 'host' }, tsms: [{ name: 'tsm0', pciMode: 'link' }] });
    expect(look([tsm('devsec')]).role).toMatchObject({ value: 'guest' });
    expect(look([drive({ 'tsm/lock': read('') })]).role).toMatchObject({ value: 'guest', source: 'tsm/lock' });
    expect(look([drive({ 'tsm/connect': read('') })]).role).toMatchObject({ value: 'host' });
  });

  it.each([
    ['devsec-tsm', { 'tsm/lock': read('') }],
    ['link-tsm', { 'tsm/connect': read('') }],
    ['link-tsm', { 'tsm/dsm': read('0000:42:00.0') }],
    ['native-spdm', { 'doe_features/0001:01': read('0001:01') }],
    ['none', {}],
  ] as const)('R52 measures who could vouch: %s', (provider, attrs) => {
    expect(factsOf({ trust: read('1'), ...attrs }).provider).toMatchObject({ kind: 'measured', value: provider });
  });

  it('calls neither interface, link nor session measured where their files are not there, and says why', () => {
    const of = ({ tdisp, link, spdmSession }: Device['facts']) => [tdisp, link, spdmSession];
    const none = { kind: 'inferred', at, because: ['no tsm/ files: no TSM can serve it'], rule: 'no-tsm-files' };
    const missing = { 'tsm/link': failed('ENOENT') };
    expect(of(factsOf({ trust: read('1'), ...missing }))).toEqual([
      { ...none, value: 'CONFIG_UNLOCKED' },
      { ...none, value: 'open' },
      { ...none, value: false },
    ]);
    const others = { 'tsm/connect': read(''), 'tsm/link': read('open') };
    expect(of(factsOf({ trust: read('1'), ...others }))).toEqual([
      { kind: 'unknown', why: 'it has no tsm/tdisp file, though it has others of tsm/' },
      { kind: 'measured', value: 'open', at, source: 'tsm/link' },
      { kind: 'unknown', why: 'it has no tsm/spdm file, though it has others of tsm/' },
    ]);
    const virtual = `${path.slice(0, -1)}2`;
    const snapshot = look([
      drive({ trust: read('1'), 'tsm/connect': read('tsm0') }),
      { path: virtual, attrs: { trust: read('1') }, links: { subsystem: 'bus/pci', physfn: path } },
    ]);
    const facts = Object.values(snapshot.devices).find((one) => one.path === virtual)?.facts;
    expect(facts?.provider).toMatchObject({ value: 'link-tsm' });
    const why = (name: string) => ({
      kind: 'unknown',
      why: `it has no ${name} file, and its physical function has tsm/ files`,
    });
    expect(facts === undefined ? [] : of(facts)).toEqual([why('tsm/tdisp'), why('tsm/link'), why('tsm/spdm')]);
    // What is only concluded never stands in place of what was read.
    expect(cliSnapshot(snapshot).devices.flatMap(({ tdisp, link }) => [tdisp, link])).toEqual([null, null, null, null]);
  });

  it('remembers which driver was seen bound, and says that it was earlier', () => {
    const bound = look([drive({ trust: read('1') }, { driver: 'bus/pci/drivers/nvme' })]);
    const unbound = look([drive({ trust: read('1') })], bound);
    expect(only(bound).facts.match).toMatchObject({ kind: 'measured', value: 'nvme', source: 'driver link' });
    expect(only(unbound).facts.driver).toMatchObject({ value: null });
    expect(only(unbound).facts.match).toMatchObject({
      kind: 'measured',
      value: 'nvme',
      source: 'driver link, seen earlier',
    });
    expect(factsOf({ trust: read('1') }).match).toMatchObject({ kind: 'unknown' });
  });

  it('R46 measures who speaks for a function, keeps it while that one is not connected, and else concludes it', () => {
    const port = 'devices/pci0000:40/0000:42:00.0';
    const raws = (dsm: string): readonly RawDevice[] => [
      { path: port, attrs: { 'tsm/connect': read(''), 'tsm/dsm': read(dsm) }, links: { subsystem: 'bus/pci' } },
      { path: `${port}/0000:43:00.0`, attrs: {}, links: { subsystem: 'bus/pci' } },
      {
        path: `${port}/0000:43:00.0/0000:44:00.0`,
        attrs: { trust: read('1'), 'tsm/dsm': read(dsm) },
        links: { subsystem: 'bus/pci' },
      },
    ];
    const managers = (snapshot: Snapshot) => Object.values(snapshot.devices).map(({ facts }) => facts.manager);
    const seen = look(raws('0000:42:00.0'));
    expect(managers(seen)).toMatchObject([
      { kind: 'measured', value: null },
      { kind: 'measured', value: null, source: 'no tsm/dsm file' },
      { kind: 'measured', value: '0000:42:00.0', source: 'tsm/dsm' },
    ]);
    expect(managers(look(raws(''), seen))[2]).toMatchObject({ kind: 'measured', source: 'tsm/dsm, seen earlier' });
    expect(managers(look(raws('')))[2]).toMatchObject({
      kind: 'inferred',
      value: '0000:42:00.0',
      rule: 'dsm-is-upstream-port',
    });
    expect(factsOf({ 'tsm/dsm': read('') }).manager).toMatchObject({ kind: 'unknown' });
  });

  it('does not take an overriding driver for one that matches', () => {
    const facts = factsOf({ driver_override: read('vfio-pci') }, { driver: 'bus/pci/drivers/vfio-pci' });
    expect(facts.override).toMatchObject({ value: 'vfio-pci' });
    expect(facts.match).toMatchObject({ kind: 'unknown' });
  });

  it('reads (null) and an empty line as nothing', () => {
    const facts = factsOf({ driver_override: read('(null)'), 'tsm/connect': read('') });
    expect(facts.override).toMatchObject({ kind: 'measured', value: null });
    expect(facts.connected).toMatchObject({ kind: 'measured', value: null });
  });

  it('says why configuration space gives no facts', () => {
    expect(factsOf({ config: failed('EACCES') }).ats).toEqual({
      kind: 'unknown',
      why: 'config is not readable without root (EACCES)',
    });
    expect(factsOf({ 'power/runtime_status': read('suspended') }).ats).toMatchObject({
      why: expect.stringContaining('asleep'),
    });
    expect(factsOf({ config: read('00'.repeat(64)) }).capabilities).toMatchObject({ kind: 'measured' });
  });

  it('keeps configuration bytes out of the snapshot', () => {
    expect(only(look([drive({ config: read('00'.repeat(4096)) })])).readings.config).toBeUndefined();
  });

  it('finds the nearest device above as parent, across folders that are none, and puts parents first', () => {
    const bridge: RawDevice = { path: 'devices/pci0000:00', attrs: {}, links: {} };
    const usb: RawDevice = {
      path: `${path}/ata1/host0/1-1`,
      attrs: { product: read('Stick') },
      links: { subsystem: 'bus/usb' },
    };
    const { devices } = look([usb, drive({}), bridge]);
    expect(Object.values(devices).map(({ id, parent, kind }) => [id, parent, kind])).toEqual([
      ['pci0000:00', null, 'host-bridge'],
      ['0000:00:01.0', 'devices/pci0000:00', 'drive'],
      ['1-1', path, 'usb-device'],
    ]);
  });

  it('shows hostile names as text, and cuts them', () => {
    const raw: RawDevice = {
      path: 'devices/usb1/1-1',
      attrs: { product: read(`Stick\u001b]0;x\u0007\u202e${'y'.repeat(500)}`) },
      links: { subsystem: 'bus/usb' },
    };
    const { name } = only(look([raw]));
    expect(name.startsWith('Stick\\x1b]0;x\\x07\\u{202e}y')).toBe(true);
    expect([...name].length).toBeLessThanOrEqual(80);
  });

  it('names what it has no name for by class or kind', () => {
    expect(only(look([drive({ vendor: read('0xabcd') })])).name).toBe('NVMe drive');
    expect(only(look([drive({ class: read('0x123456'), vendor: read('0xabcd') })])).name).toBe('Device of class 1234');
    expect(only(look([drive({ class: failed('EIO'), vendor: failed('EIO') })]))).toMatchObject({
      kind: 'other',
      ids: '',
    });
  });

  it('survives any text and any error in any attribute', () => {
    const reading = fc.oneof(
      fc.string().map(read),
      fc.constantFrom<Errno>('EACCES', 'EIO', 'EINVAL', 'ENOENT').map(failed),
    );
    const links = fc.dictionary(
      fc.constantFrom('driver', 'subsystem', 'iommu_group', 'physfn'),
      fc.oneof(fc.string(), fc.constantFrom('bus/pci', 'bus/usb', 'bus/thunderbolt', 'class/tsm')),
    );
    const raw = fc.record({
      path: fc.string({ minLength: 1 }),
      attrs: fc.dictionary(fc.constantFrom(...sweptAttributes), reading),
      links,
    });
    fc.assert(
      fc.property(fc.array(raw, { maxLength: 4 }), (raws) => {
        cliSnapshot(look(raws, look(raws)));
      }),
      { numRuns: 300 },
    );
  });
});
