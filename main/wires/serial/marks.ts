/** The words by which both sides of a serial line know each other's lines. */

/** Opens every line from host to far side. Printable: a terminal in whatever mode lets it through. */
export const hostMark = '@@';
/** Opens every line from far side to host. */
export const farMark = '\u0001';

/** Ends whatever of ours still runs on the far side, whoever started it. */
export const quitLine = `${hostMark}QUIT\n`;
/** Said by the loader: it listens, with the terminal's echo off. */
export const loaderReady = 'lk-go';
/** Said by the loader right before it runs what came. */
export const loaderRuns = 'lk-run';
/** Said by the loader: what came is not what the host meant. */
export const loaderBad = 'lk-bad';
/** Said when all of ours has ended and the terminal is as it was. */
export const farEnded = 'lk-bye';
