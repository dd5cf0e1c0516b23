/** A write that was not made: a fault of ours or of the line, or held by the guard rails or the policy. For the own branch, the way to say "yes, mine". */
import type { ReactElement } from 'react';
import { dismissTrouble, useTrouble } from '../../state/trouble.js';
import { useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { Note } from '../../ui/Note.js';
import { makeWrite } from './acts.js';
import { mainAct, type Scene } from './scene.js';
import { useChoice } from '../../state/choice.js';

/** Commands whose faults are shown here; others have their own place. */
const mine: readonly string[] = ['session.write', 'session.gather', 'session.verdict', 'session.arm', 'session.cancel'];

export const Trouble = ({ scene }: { readonly scene: Scene }): ReactElement | null => {
  const trouble = useTrouble((state) => state.trouble);
  const aimed = useView((state) => state.aim !== null);
  const chosen = useChoice((state) => state.choice?.device === scene.device.path);
  if (trouble === null || !mine.includes(trouble.command)) return null;
  const act = mainAct(scene, aimed || chosen);
  // Held by the policy, as the card foretold: an observation, and no fault of anybody's.
  const held = trouble.fault.kind === 'no-evidence' && trouble.command === 'session.write';
  const own = trouble.fault.kind === 'own-branch' && act?.kind === 'write';
  return (
    <div className="sp-trouble">
      <Note
        tone={own || held ? 'refuse' : 'fault'}
        icon={own ? 'disarmed' : held ? 'refusal' : 'fault'}
        live
        action={
          <>
            {own ? <Button onPress={() => void makeWrite(scene, act.action, true)}>Write all the same</Button> : null}
            <Button variant="quiet" onPress={dismissTrouble}>
              Dismiss
            </Button>
          </>
        }
      >
        {trouble.fault.text}
      </Note>
    </div>
  );
};
