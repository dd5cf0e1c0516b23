/** A drive's mailbox on a machine of busybox alone: its ash carries the objects, with busybox's own od and cat. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWire } from '../../main/wires/open.js';
import { bootVm, type Vm } from './boot.js';
import { gatherThrough, mailboxOf, never } from './gathered.js';

let vm: Vm;
beforeAll(async () => {
  vm = await bootVm({ flavour: 'proposal', role: 'host', userland: 'busybox', speaks: true });
});
afterAll(() => vm.dispose());

describe('the mailbox of the drive, on a machine of busybox alone', () => {
  it('has ash for its shell, and neither perl nor python', async () => {
    expect(await vm.text('readlink -f /proc/$$/exe')).toMatch(/busybox\n$/);
    expect(await vm.text('command -v perl python3 || echo none')).toBe('none\n');
  });

  it('R13 evidence, session, lock, report and start are carried over SSH, and judged', async () => {
    await using wire = await openWire(vm.uris.ssh);
    await gatherThrough(vm, wire);
  });

  it('an object that is none is told by error number, and the next one is answered', async () => {
    await using wire = await openWire(vm.uris.ssh);
    await using mailbox = await mailboxOf(wire);
    const stranger = Uint8Array.of(0x86, 0x80, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0);
    await expect(mailbox.exchange(stranger, never())).rejects.toThrow(/EINVAL/);
    const version = Uint8Array.of(1, 0, 1, 0, 3, 0, 0, 0, 0x10, 0x84, 0, 0);
    expect((await mailbox.exchange(version, never())).slice(8, 10)).toEqual(Uint8Array.of(0x10, 0x04));
  });

  it('an exchange that is given up while the object is on its way leaves the mailbox to the next', async () => {
    await using wire = await openWire(vm.uris.ssh);
    await using mailbox = await mailboxOf(wire);
    const version = Uint8Array.of(1, 0, 1, 0, 3, 0, 0, 0, 0x10, 0x84, 0, 0);
    const giveUp = new AbortController();
    const asked = expect(mailbox.exchange(version, giveUp.signal)).rejects.toThrow('not any more');
    giveUp.abort(new Error('not any more'));
    await asked;
    expect((await mailbox.exchange(version, never())).slice(8, 10)).toEqual(Uint8Array.of(0x10, 0x04));
    expect(await vm.dmesgWarnings()).toEqual([]);
  });
});
