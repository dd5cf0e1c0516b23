/** Notices become events about the right device; a fall is told once. */
import { describe, expect, it } from 'vitest';
import type { Notice } from '../wires/notice.js';
import { noticeToEvents } from './events.js';
import { snapshotOf } from './snapshot.js';

const path = 'devices/pci0000:00/0000:00:01.0';
const snapshot = snapshotOf({
  uri: 'sim:',
  title: 'A machine',
  raw: [{ path, attrs: { trust: { value: '3', at: 1 } }, links: { subsystem: 'bus/pci' } }],
  readings: {},
  at: 1,
});

const uevent = (over: Partial<Extract<Notice, { kind: 'uevent' }>> & { env: Record<string, string> }): Notice => ({
  kind: 'uevent',
  seenAt: 5,
  happenedAt: 4,
  write: 2,
  seqnum: 9,
  action: 'change',
  devpath: path,
  ...over,
});

const kinds = (notice: Notice) => noticeToEvents(notice, snapshot).map(({ event }) => event.kind);

describe('noticeToEvents', () => {
  it('keeps both times and the mark of the write', () => {
    expect(noticeToEvents(uevent({ env: { TRUST: '3' } }), snapshot)).toEqual([
      {
        event: {
          kind: 'uevent',
          seenAt: 5,
          happenedAt: 4,
          device: path,
          seqnum: 9,
          action: 'change',
          env: { TRUST: '3' },
        },
        write: 2,
      },
    ]);
  });

  it('R21 R23 tells of a fall, with its reason', () => {
    const env = { TRUST: '0', TRUST_OLD: '3', TRUST_REASON: 'ide_loss' };
    expect(noticeToEvents(uevent({ env }), snapshot)[1]?.event).toMatchObject({
      kind: 'fall',
      from: 3,
      to: 0,
      reason: 'ide_loss',
      device: path,
    });
  });

  it.each(['write', 'unlock', 'disconnect', 'authorized'])('R21 a level that goes down by %s is no fall', (reason) => {
    expect(kinds(uevent({ env: { TRUST: '0', TRUST_OLD: '3', TRUST_REASON: reason } }))).toEqual(['uevent']);
  });

  it('R25 the netlink notice of the same fall makes no second one', () => {
    expect(
      kinds({
        kind: 'netlink',
        seenAt: 5,
        happenedAt: null,
        write: null,
        family: 'lockstep-trust',
        devpath: path,
        attrs: { trust: '0', 'trust-old': '3', reason: 'ide_loss' },
      }),
    ).toEqual(['netlink']);
  });

  it('an interface belongs to its device, and one that arrives names itself', () => {
    const interfaceEvent = uevent({
      devpath: `${path}/1-1:1.0`,
      action: 'add',
      env: { SUBSYSTEM: 'usb', DEVTYPE: 'usb_interface' },
    });
    expect(noticeToEvents(interfaceEvent, snapshot)[0]?.event.device).toBe(path);
    const arrives = uevent({ devpath: `${path}/0000:01:00.0`, action: 'add', env: { SUBSYSTEM: 'pci' } });
    expect(noticeToEvents(arrives, snapshot)[0]?.event.device).toBe(`${path}/0000:01:00.0`);
    expect(noticeToEvents(uevent({ devpath: 'module/nvme', env: {} }), snapshot)[0]?.event.device).toBeNull();
  });

  it('escapes what a target says, and limits it', () => {
    const [first] = noticeToEvents(
      {
        kind: 'kmsg',
        seenAt: 1,
        happenedAt: null,
        write: null,
        priority: 6,
        text: `a\u001b[0m${'b'.repeat(9000)}`,
        devpath: null,
      },
      null,
    );
    expect(first?.event).toMatchObject({ kind: 'kmsg', text: expect.stringMatching(/^a\\x1b\[0mb+…$/) });
  });

  it('passes gaps and console lines on', () => {
    expect(kinds({ kind: 'gap', seenAt: 1, happenedAt: null, write: null, first: 3, last: 7 })).toEqual(['gap']);
    expect(kinds({ kind: 'console', seenAt: 1, happenedAt: null, write: null, text: 'login:' })).toEqual(['console']);
  });
});
