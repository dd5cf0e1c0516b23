/** The command line's entry: hands the wires to the lab, and ends the process with the command's exit code. */
import { join } from 'node:path';
import { dataDir } from '../lab/dataDir.js';
import { evidenceDesk } from '../lab/evidenceDesk.js';
import { headlessInfo } from '../lab/headlessInfo.js';
import { wireOpener } from '../wires/open.js';
import { terminalAsk } from './asking.js';
import { runCli } from './cli.js';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader went away (`| head`): nobody is left to tell anything.
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`lockstep: the output cannot be written: ${error.message}\n`);
  process.exit(1);
});

// Started with the first evidence and not before; what it keeps it keeps for this run.
const evidence = evidenceDesk({
  file: join(import.meta.dirname, 'evidence.js'),
  dataDir: null,
  authorityDir: join(dataDir(), 'evidence'),
});

runCli(process.argv.slice(2), {
  openWire: wireOpener({ helper: join(import.meta.dirname, 'helper.js') }, evidence.fleet),
  evidence,
  info: headlessInfo(import.meta.dirname),
  ask: terminalAsk({ input: process.stdin, output: process.stderr }),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  stop: stop.signal,
}).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`lockstep: this tool failed: ${said.split(/\s*\n\s*/u, 2).join(' ')}\n`);
    process.exitCode = 1;
  },
);
