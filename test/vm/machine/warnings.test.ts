import { expect, it } from 'vitest';
import { warningsIn } from './warnings.mjs';

it('tells a warning from news, by level and by the words of a trace', () => {
  const log = [
    '<6>[    1.000000] pci 0000:02:00.0: [1b36:0010] type 00',
    '<4>[    1.100000] lockstep_trust: something is off',
    '<30>[    1.200000] init: a word of user space',
    '<6>[    1.300000] WARNING: possible circular locking dependency detected',
    '<0>[    1.400000] Kernel panic - not syncing: Fatal exception',
  ].join('\n');
  expect(warningsIn(log).map((line) => line.slice(0, 3))).toEqual(['<4>', '<6>', '<0>']);
});

it('lets pass what QEMU and an unsigned module cannot do without', () => {
  const log = [
    '<4>[    0.080000] tsc: Unable to calibrate against PIT',
    '<4>[    1.881299] mtrr: your CPUs had inconsistent fixed MTRR settings',
    '<4>[   66.114751] lockstep_trust: loading out-of-tree module taints kernel.',
  ].join('\n');
  expect(warningsIn(log)).toEqual([]);
});
