/** A process that records as fast as it can until it is killed; says on stdout what its window was told. Bundled by kill.test.ts. */
import { writeSync } from 'node:fs';
import { createLab } from '../../main/lab/lab.js';
import { devpath, scriptedWire } from '../fixtures/scriptedWire.js';

const wire = scriptedWire({ harmless: true });
const lab = createLab({
  openWire: () => Promise.resolve(wire),
  dataDir: process.argv[2] ?? null,
  clock: Date.now,
  // As few modules as can be: this process starts 200 times.
  info: {
    version: '0.0.0',
    host: 'browser',
    electron: null,
    chromium: null,
    node: process.versions.node,
    platform: 'test',
    runtime: 'none',
    root: false,
  },
});

/** One line a frame: the session, and the last event it brought. What stands here has been told to a person. */
lab.onFrame(({ session, seq, events, status }) => {
  const last = events.at(-1);
  if (last !== undefined)
    writeSync(
      1,
      `${JSON.stringify({ session, last: last.id, note: status.journalNote ?? null, trouble: status.journalTrouble ?? null })}\n`,
    );
  queueMicrotask(() => void lab.handle('session.ack', { session, seq }));
});

const answer = await lab.handle('session.open', { uri: 'local:' });
if (!answer.ok || !('session' in answer.result)) throw new Error(JSON.stringify(answer));
const { session } = answer.result;
for (let number = 0; ; number++) {
  for (let burst = 0; burst < 20; burst++)
    wire.say({ seqnum: number * 20 + burst, action: 'change', devpath, env: { NUMBER: String(number) } });
  const write = { session, path: `${devpath}/trust`, value: String(number % 5), predicted: null, ownBranch: false };
  await lab.handle('session.write', { ...write, op: String(number) });
}
