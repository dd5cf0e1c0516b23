/** The main button: names the act, and says why it cannot be made; over a second it becomes ring, time and Cancel. */
import { type ReactElement, useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from '../../ui/Button.js';
import { cancelRunning, lostBecause } from './acts.js';
import { usePending } from '../../state/pending.js';
import { useKeys } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { useElapsed } from './elapsed.js';
import { focusInCard } from './focusInCard.js';
import { isSameWrite, runningBecause, type SysfsWrite } from './running.js';
import { focusMain, useStepperStore } from './store.js';

interface Props {
  readonly label: string;
  readonly icon: 'write' | 'undo' | 'evidence' | 'check' | 'device';
  readonly onPress: () => void;
  /** A read needs no arming. */
  readonly writes: boolean;
  /** The write it makes, to tell its own run from another's. None for a read. */
  readonly write?: SysfsWrite | null;
  /** False for what asks nothing of the target: it waits for nothing. */
  readonly sends?: boolean;
  /** Why this one cannot be pressed, in one phrase, or null. */
  readonly why?: string | null;
  /** False where something else of its card does. */
  readonly takesFocus?: boolean;
}

/** Why it waits for another's write. A short one does not count unless the button was pressed meanwhile: it would only flicker. */
const useAnothers = (write: SysfsWrite | null, ran: number): string | null => {
  const pending = usePending((state) => state.pending);
  const pressed = useStepperStore((state) => state.pressedDuring === pending?.op);
  if (pending === null || (pending.own && isSameWrite(pending, write)) || (ran < 250 && !pressed)) return null;
  return runningBecause(useSession.getState().snapshot, pending);
};

export const WriteButton = (props: Props): ReactElement => {
  const { label, icon, onPress, writes, write = null, sends = true, why = null, takesFocus = true } = props;
  const keys = useKeys('stepper.write');
  const cancelKeys = useKeys('stepper.cancel');
  const focus = useStepperStore((state) => state.focus);
  const disarmed = useSession((state) => state.status?.writes === 'disarmed') && writes;
  const own = usePending(({ pending }) => pending?.own === true && isSameWrite(pending, write));
  const ran = useElapsed(usePending((state) => state.pending?.since ?? null));
  const mine = usePending(({ pending }) => pending?.own === true);
  const anothers = useAnothers(write, ran);
  const lost = useSession(() => lostBecause());
  const ref = useRef<HTMLButtonElement>(null);
  const seen = useRef(focus);
  useEffect(() => {
    // Only when a write asked for it: a frame that comes by itself never takes the focus.
    if (takesFocus && seen.current !== focus) focusInCard(ref.current);
    seen.current = focus;
  }, [focus, takesFocus]);
  useLayoutEffect(() => {
    const button = ref.current;
    // A frame took this button away while it had the focus: the next main button gets it.
    return () => {
      if (button !== null && button === document.activeElement) focusMain();
    };
  }, []);
  if (own && ran >= 1000) {
    return (
      <>
        <Button ref={ref} home onPress={() => undefined} busy={`Writing, ${(ran / 1000).toFixed(1)} s`}>
          {label}
        </Button>
        <Button variant="quiet" {...cancelKeys} onPress={cancelRunning}>
          Cancel
        </Button>
      </>
    );
  }
  const because = sends ? (lost ?? anothers ?? why) : null;
  return (
    <>
      <Button
        ref={ref}
        home
        variant="primary"
        icon={disarmed && because === null ? 'armed' : icon}
        {...keys}
        waits={because}
        onPress={onPress}
      >
        {disarmed && because === null ? 'Arm writes' : label}
      </Button>
      {because === null ? null : <span className="sp-because">{because}</span>}
      {sends && lost === null && anothers !== null && mine ? (
        <Button variant="quiet" {...cancelKeys} onPress={cancelRunning}>
          Cancel
        </Button>
      ) : null}
    </>
  );
};
