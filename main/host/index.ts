/** The browser host's entry: the lab on 127.0.0.1, for machines without a display or for a browser of one's own. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dataDir } from '../lab/dataDir.js';
import { evidenceDesk } from '../lab/evidenceDesk.js';
import { headlessInfo } from '../lab/headlessInfo.js';
import { createLab } from '../lab/lab.js';
import { surroundingsOf } from '../wires/found.js';
import { wireOpener } from '../wires/open.js';
import { startHost } from './host.js';

const readPort = (): number | null => {
  try {
    const { port } = parseArgs({ options: { port: { type: 'string', default: '0' } } }).values;
    return /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? Number(port) : null;
  } catch {
    // An option we do not have: the same answer as to a bad port.
    return null;
  }
};

const start = async (port: number): Promise<void> => {
  const folder = join(dataDir(), 'lab');
  const evidence = evidenceDesk({
    file: join(import.meta.dirname, 'evidence.js'),
    dataDir: folder,
    authorityDir: join(dataDir(), 'evidence'),
  });
  const lab = createLab({
    openWire: wireOpener({ helper: join(import.meta.dirname, 'helper.js') }, evidence.fleet),
    surroundings: surroundingsOf(join(import.meta.dirname, '..', '..'), dataDir()),
    evidence,
    dataDir: folder,
    clock: Date.now,
    info: headlessInfo(import.meta.dirname),
  });
  const host = await startHost({ lab, port, root: join(import.meta.dirname, '..', 'renderer') });
  process.stdout.write(`${host.address}\n`);
  lab.prepare();

  const takeDown = async (): Promise<void> => {
    await host[Symbol.asyncDispose]();
    await lab[Symbol.asyncDispose]();
  };
  const end = (): void => {
    process.off('SIGINT', end).off('SIGTERM', end);
    takeDown().catch((error: unknown) => {
      process.stderr.write(`lockstep: while closing: ${String(error)}\n`);
      process.exitCode = 1;
    });
  };
  process.on('SIGINT', end).on('SIGTERM', end);
};

const port = readPort();
if (port === null) {
  process.stderr.write('usage: host [--port N]\n');
  process.exitCode = 2;
} else {
  start(port).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`lockstep: the browser host cannot start on port ${port}: ${why}\n`);
    process.exitCode = 1;
  });
}
