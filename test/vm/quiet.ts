/** The last test of a suite that used a VM: its kernel warned of nothing. */
import { expect, it } from 'vitest';
import type { Vm } from './boot.js';

/** The module tells a fall at warning level, as a kernel would: suites make devices fall on purpose. */
const falls = /\btrust (falls )?\d -> \d \(|\btrust stays \d \(/;

/** @param vm The machine, once it runs. */
export const staysQuiet = (vm: () => Vm): void => {
  it('leaves no warning in the kernel log but the falls it makes', async () => {
    expect((await vm().dmesgWarnings()).filter((line) => !falls.test(line))).toEqual([]);
  });
};
