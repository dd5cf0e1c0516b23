/** Asking a far kernel for the evidence it keeps: this machine's, which has no such family, behind every shell and reader. What one that has it answers is tried in test/vm. */
import { describe, expect, it } from 'vitest';
import { keptErrors } from '../../shared/evidence/kept.js';
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
