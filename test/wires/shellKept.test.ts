/** Evidence down into a far kernel, and up again: this machine's, which has no such family, and a tree in place of our module's file. What a kernel that has both answers is tried in test/vm. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptEvidence, keptErrors } from '../../shared/evidence/kept.js';
import { keptBundle } from '../../shared/evidence/keptBundle.js';
import { smallSysroot, type Sysroot } from '../fixtures/sysroot.js';
import { farShell, type ShellName, shells } from './farShell.js';

const readers = [
  ['perl', keptErrors.EPROTONOSUPPORT],
  ['python', keptErrors.EPROTONOSUPPORT],
  [null, keptErrors.ENOSYS],
] as const;

const names: readonly ShellName[] = ['dash', 'bash', 'busybox ash'];
const all = names.flatMap((shell) => readers.map(([reader, error]) => ({ shell, reader, error })));

describe(`a far kernel without the family, asked through ${Object.keys(shells).join(', ')}`, () => {
  it.each(all)('R29 says so behind $shell, read by $reader', async ({ shell, reader, error }) => {
    await using wire = await farShell({ shell, sysroot: '/sys', readers: reader === null ? [] : [reader] });
    const signal = AbortSignal.timeout(10_000);
    expect(await wire.keptEvidence?.('devices/pci0000:00/0000:00:01.0', signal)).toEqual({ kind: 'refused', error });
    // The line goes on after it.
    expect(await wire.read(['kernel/uevent_seqnum'], signal)).toHaveProperty(['kernel/uevent_seqnum', 'value']);
  });
});

describe('evidence that is handed down', () => {
  const folder = 'devices/pci0000:00/0000:00:01.0';
  const file = 'kernel/debug/lockstep_trust/evidence';
  // Every byte there is, and a run of zeros.
  const bytes = Uint8Array.from({ length: 3000 }, (_, at) => (at < 2048 ? at % 256 : 0));
  const evidence: KeptEvidence = {
    generation: 7,
    nonce: new Uint8Array(32).fill(0xa5),
    objects: [
      { type: 0, bytes },
      { type: 9, bytes: Uint8Array.of(10, 0, 13) },
    ],
  };

  let tree: Sysroot;
  beforeAll(() => {
    tree = smallSysroot();
  });
  afterAll(() => tree[Symbol.dispose]());

  it.each(all)('R29 comes whole, or is refused, behind $shell, by $reader', async ({ shell, reader }) => {
    tree.file(file, Buffer.alloc(0));
    const readers = reader === null ? [] : [reader];
    await using wire = await farShell({ shell, sysroot: tree.root, readers });
    const signal = AbortSignal.timeout(10_000);
    expect(await wire.keepEvidence?.(folder, evidence, signal)).toBeNull();
    expect(new Uint8Array(readFileSync(join(tree.root, file)))).toEqual(keptBundle('0000:00:01.0', evidence));
    const long = { ...evidence, objects: [{ type: 0, bytes: new Uint8Array(20_000) }] };
    expect(await wire.keepEvidence?.(folder, long, signal)).toMatch(/is too long/);
    expect(await wire.keepEvidence?.(folder, { ...evidence, objects: [] }, signal)).toMatch(
      /nothing that could be kept/,
    );
    await using elsewhere = await farShell({ shell, sysroot: '/sys', readers });
    expect(await elsewhere.keepEvidence?.(folder, evidence, signal)).toMatch(/no such file|nonexistent|permission/);
  });
});
