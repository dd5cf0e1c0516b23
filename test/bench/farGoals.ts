/** What the races over SSH are run with; their claims say the same numbers. */

/** Round trip to the machine, in milliseconds. */
export const roundTripMs = 20;
export const devices = 2_000;
/** Devices that SFTP reads of all; the rest costs as much. */
export const bySftp = 100;
/** Files that are read by an exec each. */
export const byExec = 10;
