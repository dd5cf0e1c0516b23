/** Evidence handed up by the kernel: what was gathered through the drive's mailbox is kept by our module and dumped by its netlink family, for as long as it holds. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wire } from '../../main/wires/wire.js';
import { type Kept, keptErrors } from '../../shared/evidence/kept.js';
import { objectsOf } from '../../shared/evidence/keptBundle.js';
import { deskHere } from '../fixtures/evidence/deskHere.js';
import { runLockstep } from '../fixtures/runLockstep.js';
import { openWire } from '../../main/wires/open.js';
import { bootVm, type Vm } from './boot.js';
import {
  bundleOf,
  endsOf,
  type EvidenceObject,
  evidenceTypes,
  handDown,
  judged,
  putReaders,
  type Read,
  type Reading,
  readEvidence,
  readingOf,
} from './evidence.js';
import { drive, gatherThrough, never, overSsh } from './gathered.js';
import { speaking } from './machine/topology.mjs';
import { staysQuiet } from './quiet.js';

let vm: Vm;
beforeAll(async () => {
  vm = await bootVm({ flavour: 'proposal', role: 'host', userland: 'python', speaks: true });
  await putReaders(vm);
});
afterAll(() => vm.dispose());

const device = speaking.address;
const [here, faults] = [`/sys/${drive}`, '/sys/kernel/debug/lockstep_trust'];
const tsm = `${here}/tsm`;
const generation = async (): Promise<number> => Number(await vm.text(`cat ${tsm}/evidence_generation`));
const nothingKept = 'No data available';

const nonce = Buffer.alloc(32, 7);

/** Hands objects down for the generation that is there once `prepare` was run. */
const keeps = async (prepare: string, objects: readonly EvidenceObject[]): Promise<void> => {
  const now = Number(await vm.text(`(${prepare}) >&2; cat ${tsm}/evidence_generation`));
  expect(await handDown(vm, bundleOf({ device, generation: now, nonce }, objects))).toBe('');
};
const anew = `echo tsm0 > ${tsm}/disconnect || true; echo tsm0 > ${tsm}/connect`;

describe('evidence-read', () => {
  it('R29 hands up what was gathered, in parts, with generation and nonce; and the verifier passes it', async () => {
    await vm.text(`echo tsm0 > ${tsm}/connect`);
    await using wire = await openWire(vm.uris.ssh);
    const collection = await gatherThrough(vm, wire);
    const [objects, asked] = [objectsOf(collection), Buffer.from(collection.nonce)];
    expect((await readEvidence(vm, device)).end).toBe(nothingKept);
    const now = await generation();
    expect(await handDown(vm, bundleOf({ device, generation: now - 1, nonce: asked }, objects))).toBe(
      'Stale file handle',
    );
    expect(await handDown(vm, bundleOf({ device, generation: now, nonce: asked }, objects))).toBe('');
    const read = await readEvidence(vm, device);
    expect(read.end).toBe('Success');
    expect(read.objects).toEqual(
      objects.map(({ type, bytes }) => ({
        ...{ type, bytes: Buffer.from(bytes), length: bytes.length, generation: now, nonce: asked.toString('hex') },
        parts: Math.ceil(bytes.length / 2048),
      })),
    );
    expect(judged(vm, read)).toEqual([{ kind: 'measurements', signature: 'pass', verdict: 'pass' }]);
    // One bit of what came up, and it is evidence of nothing.
    const [, , measured] = read.objects;
    measured?.bytes.writeUInt8(measured.bytes.readUInt8(90) ^ 1, 90);
    expect(judged(vm, read).map(({ verdict }) => verdict)).not.toContain('pass');
  });

  it('gives what is asked for, by its nonce and by no other', async () => {
    const { objects } = await readEvidence(vm, device);
    const mask = 1 << evidenceTypes.report;
    const only = await readEvidence(vm, device, { mask, nonce: objects[0]?.nonce ?? '' });
    expect([only.end, only.objects.map(({ type }) => type)]).toEqual(['Success', [evidenceTypes.report]]);
    // Of types that are not kept there is nothing to say, which is no error.
    expect(await readEvidence(vm, device, { mask: 1 << 7 })).toEqual({ objects: [], between: '', end: 'Success' });
    for (const other of ['00'.repeat(32), '00', '00'.repeat(256)])
      expect((await readEvidence(vm, device, { nonce: other })).end).toBe(nothingKept);
  });

  it.each<readonly [string, Reading & { readonly of?: string }, string]>([
    ['a nonce that is too long', { nonce: '00'.repeat(257) }, 'Numerical result out of range'],
    ['a type that is none', { mask: 1 << 11 }, 'Invalid argument'],
    ['a digest, which only a TSM can make', { flags: 1 }, 'Operation not supported'],
    ['a flag that is none', { flags: 2 }, 'Invalid argument'],
    ['a device that has none', { of: '0000:06:00.0' }, nothingKept],
    ['a device that is not there', { of: '0000:7f:00.0' }, 'No such device'],
  ])('refuses %s', async (_, { of = device, ...reading }, error) => {
    expect(await readEvidence(vm, of, reading)).toEqual({ objects: [], between: '', end: error });
  });

  it('is for administrators', async () => {
    const { stdout } = await vm.exec(readingOf(device), { user: 'plain' });
    expect(stdout).toBe('Operation not permitted\n');
  });
});

describe('evidence fetched over a wire', () => {
  const ask = async (wire: Wire, folder = drive): Promise<Kept> => {
    const kept = await wire.keptEvidence?.(folder, never());
    if (!kept) throw new Error('the wire asks no kernel');
    return kept;
  };

  it.each([
    ['perl', () => overSsh(vm, 'perl')],
    ['python', () => overSsh(vm, 'python')],
  ] as const)('R29 is the same, read there by %s', async (_, open) => {
    const { objects } = await readEvidence(vm, device);
    await using wire = await open();
    expect(await ask(wire)).toEqual({
      kind: 'kept',
      evidence: {
        generation: objects[0]?.generation,
        nonce: new Uint8Array(Buffer.from(objects[0]?.nonce ?? '', 'hex')),
        objects: objects.map(({ type, bytes }) => ({ type, bytes: new Uint8Array(bytes) })),
      },
    });
    const refused = (error: number) => ({ kind: 'refused', error });
    expect(await ask(wire, 'devices/pci0000:00/0000:00:01.0')).toEqual(refused(keptErrors.ENODATA));
    expect(await ask(wire, 'devices/pci0000:00/0000:7f:00.0')).toEqual(refused(keptErrors.ENODEV));
    expect(await ask(wire, `devices/${'x'.repeat(300)}`)).toMatchObject({ kind: 'refused' });
  });

  it('needs a reader, and an administrator', async () => {
    await using bare = await overSsh(vm);
    expect(await ask(bare)).toEqual({ kind: 'refused', error: keptErrors.ENOSYS });
    await using plain = await openWire(vm.uris.ssh.replace('//root@', '//plain@'));
    expect(await ask(plain)).toEqual({ kind: 'refused', error: keptErrors.EPERM });
  });

  it('R29 is judged by the command line, over the nonce that the caller knows', async () => {
    const [first] = (await readEvidence(vm, device)).objects;
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-kept-'));
    const root = vm.machine.device?.root ?? '';
    const at = ['--target', vm.uris.ssh, '--device', device, '--json'];
    try {
      const whole = await runLockstep(['evidence', folder, ...at, '--trust', root, '--nonce', first?.nonce ?? '']);
      const { exchanges } = JSON.parse(whole.out) as { readonly exchanges: readonly Record<string, unknown>[] };
      expect(exchanges).toMatchObject([{ kind: 'measurements', signature: 'pass', chain: 'pass', verdict: 'pass' }]);
      expect([whole.code, whole.err]).toEqual([0, expect.stringContaining(`nonce ${first?.nonce}`)]);
      expect(readdirSync(folder).toSorted()).toEqual(['chain-0.bin', 'measurements.bin', 'report.bin', 'vca.bin']);
      const other = await runLockstep(['evidence', folder, ...at, '--trust', root, '--nonce', '00'.repeat(32)]);
      expect(other.code).toBe(1);
      const none = await runLockstep(['evidence', folder, '--target', vm.uris.ssh, '--device', '0000:06:00.0']);
      expect([none.code, none.err]).toEqual([1, expect.stringContaining('it keeps none now (ENODATA)')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('evidence that the tool gathered', () => {
  it('R29 is handed down with the generation it was gathered in, and fetched again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-kept-'));
    await using evidence = deskHere();
    const root = vm.machine.device?.root ?? '';
    const at = ['--target', vm.uris.ssh, '--device', device, '--trust', root, '--json', '--gather'];
    try {
      await vm.text(anew);
      const held = await runLockstep(['evidence', folder, ...at], { evidence });
      expect([held.code, held.err]).toEqual([1, expect.stringContaining('not handed down: writes are not armed')]);
      const { code, out, err } = await runLockstep(['evidence', folder, ...at, '--arm'], { evidence });
      expect(err).toContain(`${device}, generation ${await generation()}, nonce `);
      expect(JSON.parse(out)).toMatchObject({ exchanges: [{ kind: 'measurements', verdict: 'pass' }] });
      expect(code).toBe(0);
      // The interface was not locked: there is no report to keep.
      expect(readdirSync(folder).toSorted()).toEqual(['chain-0.bin', 'measurements.bin', 'vca.bin']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a dump under way', () => {
  const large = [0, 1, 2].map((type) => ({ type, bytes: Buffer.alloc(15_000, type + 1) }));
  const bytesIn = ({ objects }: Read): number => objects.reduce((sum, { bytes }) => sum + bytes.length, 0);

  it('goes on to its end while nothing changes', async () => {
    await keeps('true', large);
    const read = await readEvidence(vm, device, { between: 'true' });
    expect([read.end, read.objects.map(({ bytes, parts }) => [bytes, parts])]).toEqual([
      'Success',
      large.map(({ bytes }) => [bytes, 8]),
    ]);
  });

  it.each([
    ['a new connection', anew],
    ['an update of its firmware', `echo firmware_updated ${device} > ${faults}/inject`],
  ])('R29 ends with EAGAIN after %s', async (_, between) => {
    await keeps(anew, large);
    const read = await readEvidence(vm, device, { between });
    expect(read.end).toBe('Resource temporarily unavailable');
    expect(bytesIn(read)).toBeGreaterThan(0);
    expect(bytesIn(read)).toBeLessThan(45_000);
    expect((await readEvidence(vm, device)).end).toBe(nothingKept);
  });

  it('R29 ends with EAGAIN when the same is handed down anew: it is another evidence', async () => {
    await keeps(anew, large);
    const again = bundleOf({ device, generation: await generation(), nonce }, large);
    await vm.put('/tmp/again', again);
    const read = await readEvidence(vm, device, { between: `cat /tmp/again > ${faults}/evidence` });
    expect([read.end, read.between]).toEqual(['Resource temporarily unavailable', '']);
    expect(bytesIn(read)).toBeLessThan(45_000);
    // Whoever asks again gets all of it.
    expect(bytesIn(await readEvidence(vm, device))).toBe(45_000);
  });

  it('holds the module, and lets it go with its reader', async () => {
    const read = await readEvidence(vm, device, { between: 'rmmod lockstep_trust' });
    expect([read.end, bytesIn(read)]).toEqual(['Success', 45_000]);
    expect(read.between).toMatch(/in use|temporarily unavailable/);
    const { code } = await vm.exec(readingOf(device, { between: 'kill -9 $PPID' }));
    expect(code).not.toBe(0);
    const before = 'rmmod lockstep_trust && modprobe lockstep_trust role=host';
    expect((await readEvidence(vm, device, { before })).end).toBe(nothingKept);
  });
});

describe('evidence that is kept', () => {
  const inject = (kind: string): string => `echo ${kind} ${device} > ${faults}/inject`;

  it.each([
    ['disconnect', `echo tsm0 > ${tsm}/disconnect`],
    ['a session that is lost', inject('spdm_loss')],
    ['a stream that is lost', inject('ide_loss')],
    ['a reset', inject('reset')],
    ['new firmware', inject('firmware_updated')],
  ])('R21 R25 falls in a host with %s', async (_, happens) => {
    const prepare = `echo 0 > ${faults}/detection; ${anew}`;
    expect(await endsOf(vm, device, { prepare, steps: [happens] })).toEqual(['Success', nothingKept]);
  });

  it('falls with a device that leaves, and does not come back with it', async () => {
    const steps = [`echo 1 > ${here}/remove`, 'echo 1 > /sys/bus/pci/rescan'];
    const ends = await endsOf(vm, device, { prepare: anew, steps });
    expect(ends).toEqual(['Success', 'No such device', nothingKept]);
  });

  const lock = `echo 0 > ${here}/trust; echo tsm0 > ${tsm}/unlock || true; echo tsm0 > ${tsm}/lock`;
  const toRun = `echo 4 > ${here}/trust && [ "$(cat ${tsm}/tdisp)" = RUN ]`;

  it('R14 stands in a guest from the lock into RUN', async () => {
    const guest = `rmmod lockstep_trust; modprobe lockstep_trust role=guest; echo 0 > ${faults}/detection`;
    const ends = await endsOf(vm, device, { prepare: `${guest}; ${lock}`, steps: [toRun] });
    expect(ends).toEqual(['Success', 'Success']);
  });

  it.each([
    ['level 0, by which it leaves RUN', `echo 0 > ${here}/trust`],
    ['unlock', `echo ${device} > ${here}/driver/unbind; echo tsm0 > ${tsm}/unlock`],
    ['an interface that breaks', inject('tdisp_error')],
    ['a session that is lost', inject('spdm_loss')],
    ['a lock behind its back', inject('drop_and_relock')],
  ])('R21 R31 falls in a guest in RUN with %s', async (_, happens) => {
    const steps = [toRun, `${happens} && [ "$(cat ${tsm}/tdisp)" != RUN ]`];
    expect(await endsOf(vm, device, { prepare: lock, steps })).toEqual(['Success', 'Success', nothingKept]);
  });
});

describe('what is no bundle', () => {
  const one = { type: 0, bytes: Buffer.of(1) };
  const head = { device, generation: 0, nonce };

  it.each([
    ['no object', bundleOf(head, []), 'Invalid argument'],
    ['one type twice', bundleOf(head, [one, one]), 'Invalid argument'],
    ['a type that is none', bundleOf(head, [{ ...one, type: 11 }]), 'Invalid argument'],
    ['more than it says', Buffer.concat([bundleOf(head, [one]), Buffer.of(0)]), 'Invalid argument'],
    ['an object that goes beyond it', bundleOf(head, [one]).fill(0xff, 64, 68), 'Invalid argument'],
    ['a device that is not there', bundleOf({ ...head, device: '0000:7f:00.0' }, [one]), 'No such device'],
    ['too much', bundleOf(head, [{ type: 0, bytes: Buffer.alloc(300_000) }]), 'Message too long'],
    ['a generation that is over', bundleOf(head, [one]), 'Stale file handle'],
  ] as const)('is refused: %s', async (_, bundle, error) => {
    expect(await handDown(vm, bundle)).toBe(error);
  });
});

staysQuiet(() => vm);
