/** When the target or the line to the lab is gone: since when, why, and the way back. All that was seen stays readable below. */
import { cancelOpening, openAgain } from '../bridge/targets.js';
import { useSession } from '../state/session.js';
import { frontTab, type Tab, useTabs } from '../state/tabs.js';
import { Button } from '../ui/Button.js';
import { Note } from '../ui/Note.js';
import { Time } from '../ui/Time.js';

const Again = ({ tab }: { readonly tab: Tab }) =>
  tab.state === 'opening' ? (
    <Button onPress={() => cancelOpening(tab.id)}>Cancel</Button>
  ) : (
    <Button icon="refresh" onPress={() => void openAgain(tab.id)}>
      Reconnect
    </Button>
  );

/** How the way back stands. */
const progress = ({ state, rows, fault }: Tab): string => {
  if (state !== 'opening') return fault === null ? '' : ` Reconnecting failed: ${fault.text}`;
  const row = rows.findLast((one) => one.state === 'running') ?? rows.at(-1);
  return row === undefined ? ' Connecting again.' : ` Connecting again: ${row.text}`;
};

export function LostStrip() {
  const status = useSession((session) => session.status);
  const down = useSession((session) => session.down);
  const title = useSession((session) => session.snapshot?.title ?? 'The target');
  const tab = useTabs(frontTab);
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
      <Note tone="fault" icon="fault" live action={tab !== null && <Again tab={tab} />}>
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
        {tab !== null && progress(tab)}
      </Note>
    </div>
  );
}
