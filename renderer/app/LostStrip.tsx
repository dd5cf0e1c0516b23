/** When the target or the line to the lab is gone: since when, why, and the way back. All that was seen stays readable below. */
import { openTarget } from '../bridge/intents.js';
import { useSession } from '../state/session.js';
import { Button } from '../ui/Button.js';
import { Note } from '../ui/Note.js';
import { Time } from '../ui/Time.js';

export function LostStrip() {
  const status = useSession((session) => session.status);
  const down = useSession((session) => session.down);
  const target = useSession((session) => session.snapshot?.target ?? null);
  const title = useSession((session) => session.snapshot?.title ?? 'The target');
  if (down !== null)
    return (
      <div className="app-strip">
        <Note tone="fault" icon="fault" live>
          <b>The line to the lab is down.</b> {down} What was seen so far stays here; nothing can be written.
        </Note>
      </div>
    );
  if (status?.state !== 'lost') return null;
  return (
    <div className="app-strip">
      <Note
        tone="fault"
        icon="fault"
        live
        action={
          target !== null && (
            <Button icon="refresh" onPress={() => void openTarget(target)}>
              Reconnect
            </Button>
          )
        }
      >
        <b>
          {title} is gone
          {status.lostAt !== null && (
            <>
              {' '}
              since <Time at={status.lostAt} />
            </>
          )}
          .
        </b>{' '}
        {status.lostWhy ?? 'The wire ended without saying why.'} All values are as they were then.
      </Note>
    </div>
  );
}
