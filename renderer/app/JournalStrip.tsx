/** What the person must know of the journal: that what happens does not reach the disk, or what was found of an earlier run. */
import { useState } from 'react';
import { useSession } from '../state/session.js';
import { Button } from '../ui/Button.js';
import { Note } from '../ui/Note.js';

export function JournalStrip() {
  const trouble = useSession((session) => session.status?.journalTrouble ?? null);
  const note = useSession((session) => session.status?.journalNote ?? null);
  const [read, setRead] = useState<string | null>(null);
  if (trouble !== null)
    return (
      <div className="app-strip">
        <Note tone="fault" icon="fault" live>
          <b>The journal is not being written.</b> {trouble}
        </Note>
      </div>
    );
  if (note === null || note === read) return null;
  return (
    <div className="app-strip">
      <Note live action={<Button onPress={() => setRead(note)}>Understood</Button>}>
        {note}
      </Note>
    </div>
  );
}
