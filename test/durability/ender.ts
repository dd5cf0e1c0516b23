/** A process that fills its disk, records a session on it and ends in good order; says on stdout what the end said. Bundled by fullDisk.test.ts. */
import { systemClock as clock } from '../../main/session/clock.js';
import { openJournal } from '../../main/session/journal.js';
import { fillUp } from './scratch.js';
import type { LabEvent } from '../../shared/facts/event.js';

const [dir = '', place = '', events = '0'] = process.argv.slice(2);
const journal = await openJournal({ dir, clock, spillPlaces: [place] });
const session = journal.begin({ id: 'a1', uri: 'local:', title: 'Bench machine', openedAt: 1 });
const event = (id: number): LabEvent => ({
  id,
  kind: 'console',
  text: 'x'.repeat(2000),
  seenAt: id,
  happenedAt: null,
  device: null,
  cause: null,
});
session.event(event(1));
journal.flush();
fillUp(dir);
for (let id = 2; id <= Number(events); id++) session.event(event(id));
session.snapshot({ kind: 'delta', at: 1, devices: [], removed: [], readings: {} }, 1);
session.close(9);
try {
  journal[Symbol.dispose]();
} catch (error) {
  process.stdout.write(String(error));
}
