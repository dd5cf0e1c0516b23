/** Which lines of a kernel log are warnings, and which of those QEMU and an unsigned module cannot do without. */

/** What is always there, and why it says nothing about our modules. A line of the log that fits none is a fault. */
const expected = [
  [
    /tsc: |APIC calibration|calibrate_delay_direct|clocksource: |hpet: Lost \d+ RTC interrupts/,
    'clocks of an emulated processor on a busy machine',
  ],
  [/mtrr: your CPUs had inconsistent/, "QEMU's second processor"],
  [/ACPI: IRQ \d+ override/, "QEMU's ACPI tables"],
  [/loading out-of-tree module taints kernel|module verification failed/, 'our module is not signed by Debian'],
  [/nvme\d*:? .*Ignoring bogus Namespace Identifiers/, "QEMU's drives have none of their own"],
  [/workqueue: .* hogged CPU|hrtimer: interrupt took|sched: DL replenish lagged/, 'emulation is slow'],
];

/** Text of a trace has level 4 or less as well; these words tell one wherever they stand. */
const traces =
  /\b(WARNING: |BUG: |Oops|Call Trace|lockdep|possible recursive locking|RCU stall|refcount_t|KASAN|UBSAN)/;

/**
 * @param {string} raw As `dmesg -r` prints it: `<level>[time] text`.
 * @returns {string[]} Lines at warning level or above, and traces, less those that are expected.
 */
export const warningsIn = (raw) =>
  raw
    .split('\n')
    .filter((line) => {
      const level = Number(/^<(\d+)>/.exec(line)?.[1] ?? '6') % 8;
      return level <= 4 || traces.test(line);
    })
    .filter((line) => !expected.some(([pattern]) => pattern instanceof RegExp && pattern.test(line)));
