/** What a simulated machine needs before it can be stepped: nothing, and that is said row by row. */
import type { PreflightRow } from '../../../shared/ipc/opening.js';

export const simulatedRows: readonly PreflightRow[] = [
  { id: 'reachable', state: 'passed', text: 'It runs inside this tool.', remedy: null },
  { id: 'authenticated', state: 'skipped', text: 'Nobody has to sign in.', remedy: null },
  { id: 'shell', state: 'skipped', text: 'Its files are served without a shell.', remedy: null },
  { id: 'sysfs', state: 'passed', text: 'A virtual sysfs with the real paths and error numbers.', remedy: null },
  { id: 'privileges', state: 'passed', text: 'Everything may be written: nothing real can be harmed.', remedy: null },
];
