/** The stable JSON form of a snapshot, for those who serve the lab and may not look below it. */
export { type CliDevice, type CliSnapshot, cliSnapshot } from '../target/cliSnapshot.js';
