/** A gathering that takes so long that one wonders: how long it has run, and the way to give it up. */
import type { ReactElement } from 'react';
import { cancelGather } from '../../bridge/intents.js';
import { useKeys } from '../../state/commands.js';
import { Button } from '../../ui/Button.js';
import { Note } from '../../ui/Note.js';
import { gatherNow, lostBecause } from './acts.js';
import { useElapsed } from './elapsed.js';
import { useStepperStore } from './store.js';
import type { DevicePath } from '../../../shared/model/device.js';

/** Shown when it takes so long that one wonders. In milliseconds. */
const wonderMs = 1000;

/** Milliseconds the gathering under way has run; 0 for a short one, or none. */
export const useGathering = (): number => {
  const ran = useElapsed(useStepperStore((state) => state.gathering?.since ?? null));
  return ran < wonderMs ? 0 : ran;
};

const GiveUp = (): ReactElement => (
  <Button variant="quiet" onPress={() => void cancelGather(useStepperStore.getState().gathering?.op ?? '')}>
    Cancel
  </Button>
);

/** In the place of the button that began it. */
export const GatheringNow = ({ ran, label }: { readonly ran: number; readonly label: string }): ReactElement => (
  <>
    <Button onPress={() => undefined} busy={`Gathering, ${(ran / 1000).toFixed(1)} s`}>
      {label}
    </Button>
    <GiveUp />
  </>
);

/** For a gathering that was begun off its card, by key or palette: the card in sight has no button that could tell of it. */
export const GatheringLine = ({ device }: { readonly device: DevicePath }): ReactElement | null => {
  const ran = useGathering();
  const here = useStepperStore((state) => state.gathering?.device === device);
  if (ran === 0 || !here) return null;
  return (
    <div className="sp-trouble">
      <Note icon="spin" action={<GiveUp />}>
        Gathering evidence, {(ran / 1000).toFixed(1)} s
      </Note>
    </div>
  );
};

/** Beside a verdict that is there: evidence may have been mended since, and a nonce is good once. */
export const GatherAnew = ({ device }: { readonly device: DevicePath }): ReactElement => {
  const ran = useGathering();
  const running = useStepperStore((state) => state.gathering !== null);
  const keys = useKeys('stepper.gather');
  if (ran > 0) return <GatheringNow ran={ran} label="Gather anew" />;
  const waits = running ? 'it is being gathered' : lostBecause();
  return (
    <Button icon="evidence" {...keys} waits={waits} onPress={() => void gatherNow(device)}>
      Gather anew
    </Button>
  );
};
