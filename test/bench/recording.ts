/** Records events into a journal as fast as it can, and prints the microseconds each took. Arguments: folder, number of events, `each` or `grouped`. */
import { writeSync } from 'node:fs';
import { systemClock } from '../../main/session/clock.js';
import { openJournal } from '../../main/session/journal.js';
import type { LabEvent } from '../../shared/facts/event.js';

const eventOf = (id: number): LabEvent => ({
  id,
  kind: 'uevent',
  seqnum: id,
  action: 'change',
  env: { ACTION: 'change', DEVPATH: '/devices/pci0000:00/0000:01:00.0', SUBSYSTEM: 'pci', SEQNUM: String(id) },
  seenAt: 1_700_000_000_000 + id,
  happenedAt: null,
  device: null,
  cause: null,
});

const [dir = '', count = '', how] = process.argv.slice(2);
const events = Number(count);
using journal = await openJournal({ dir, clock: systemClock });
const session = journal.begin({ id: 'bench', uri: 'sim:', title: 'Bench', openedAt: 0 });
journal.flush(true);
const started = performance.now();
for (let id = 1; id <= events; id++) {
  session.event(eventOf(id));
  if (how === 'each') journal.flush(true);
}
journal.flush(true);
writeSync(1, String(((performance.now() - started) * 1000) / events));
