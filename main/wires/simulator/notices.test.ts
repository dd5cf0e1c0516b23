/** What the simulated kernel says by itself, and in which order. */
import { describe, expect, it } from 'vitest';
import { boot, nvme } from '../../../test/fixtures/bootedLab.js';

describe('notices', () => {
  it('R25 numbers uevents and netlink messages, and marks them with their write', async () => {
    const { write, heard } = boot({ name: 'lab', clock: () => 42 });
    await write(`${nvme}/trust`, '9');
    await write(`${nvme}/trust`, '2');
    const [uevent, netlink, kmsg] = heard;
    expect(uevent).toMatchObject({
      kind: 'uevent',
      action: 'change',
      write: 2,
      happenedAt: 42,
      env: {
        SUBSYSTEM: 'pci',
        TRUST: '2',
        TRUST_OLD: '1',
        TRUST_REASON: 'write',
        TDISP: 'CONFIG_UNLOCKED',
        DRIVER: 'nvme',
      },
    });
    expect(netlink).toMatchObject({
      kind: 'netlink',
      family: 'lockstep-trust',
      write: 2,
      attrs: { 'dev-name': '0000:01:00.0', trust: '2', seq: '1' },
    });
    expect(kmsg).toMatchObject({ kind: 'kmsg', write: 2 });
  });

  it('keeps the count where the kernel keeps it', async () => {
    const { read, write, heard } = boot();
    await write(`${nvme}/trust`, '2');
    const last = heard.flatMap((notice) => (notice.kind === 'uevent' ? [notice.seqnum] : [])).at(-1);
    expect(await read('kernel/uevent_seqnum')).toBe(String(last));
  });

  it('names the driver that is bound at the moment of the event', async () => {
    const { write, heard } = boot();
    await write(`${nvme}/trust`, '0');
    await write(`${nvme}/trust`, '1');
    const drivers = heard.flatMap((notice) => (notice.kind === 'uevent' ? [[notice.action, notice.env.DRIVER]] : []));
    expect(drivers).toEqual([
      ['unbind', undefined],
      ['change', undefined],
      ['change', undefined],
      ['bind', 'nvme'],
    ]);
  });

  it('a write to uevent sends a synthetic one', async () => {
    const { read, write, heard } = boot();
    expect(await write(`${nvme}/uevent`, 'dance')).toBe('EINVAL');
    expect(await write(`${nvme}/uevent`, 'change')).toBe('done');
    expect(heard[0]).toMatchObject({
      kind: 'uevent',
      action: 'change',
      env: { SYNTH_UUID: '0', PCI_SLOT_NAME: '0000:01:00.0' },
    });
    expect(await read(`${nvme}/uevent`)).toBe(
      'DRIVER=nvme\nPCI_CLASS=10802\nPCI_ID=144D:A826\nPCI_SUBSYS_ID=1028:2251\nPCI_SLOT_NAME=0000:01:00.0\nMODALIAS=pci:v0000144Dd0000A826sv00001028sd00002251bc01sc08i02',
    );
  });
});
