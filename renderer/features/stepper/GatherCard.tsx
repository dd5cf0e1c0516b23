/** The step that collects evidence: reads only. What falls with what is said here, and how long it takes. */
import { type ReactElement, useEffect, useState } from 'react';
import type { WayBack } from '../../../shared/journey/waysBack.js';
import type { Device } from '../../../shared/facts/device.js';
import { Button } from '../../ui/Button.js';
import { cancelGather } from '../../bridge/intents.js';
import { makeMain } from './acts.js';
import { choose, useStepperStore } from './store.js';
import { WriteButton } from './WriteButton.js';

interface Props {
  readonly device: Device;
  readonly step: { readonly number: number; readonly of: number };
  readonly why: string | null;
  readonly way: WayBack | null;
  /** What the last verdict fell with, or null. */
  readonly lapsed: string | null;
}

/** Shown when it takes so long that one wonders. In milliseconds. */
const wonderMs = 1000;

/** Milliseconds this gathering has run; 0 for a short one, or none. */
const useGathering = (since: number | null): number => {
  const [ran, setRan] = useState(0);
  useEffect(() => {
    setRan(0);
    if (since === null) return;
    const timer = setInterval(() => setRan(Date.now() - since), 250);
    return () => clearInterval(timer);
  }, [since]);
  return since === null || ran < wonderMs ? 0 : ran;
};

const Act = (): ReactElement => {
  const gathering = useStepperStore((state) => state.gathering);
  const ran = useGathering(gathering?.since ?? null);
  if (gathering === null || ran === 0)
    return <WriteButton label="Gather evidence" icon="evidence" writes={false} onPress={() => void makeMain()} />;
  return (
    <>
      <Button onPress={() => undefined} busy={`Gathering, ${(ran / 1000).toFixed(1)} s`}>
        Gather evidence
      </Button>
      <Button variant="quiet" onPress={() => void cancelGather(gathering.op)}>
        Cancel
      </Button>
    </>
  );
};

export const GatherCard = ({ device, step, why, way, lapsed }: Props): ReactElement => (
  <section className="sp-card" aria-labelledby="sp-next">
    <header>
      <h3 id="sp-next">Next: gather evidence</h3>
      <span className="sp-dim">
        step {step.number} of {step.of}
      </span>
      <span className="sp-grow" />
      <span className="sp-remark">a read, not a write</span>
    </header>
    <p className="sp-say">
      Asks the device through its mailbox for certificates, signed measurements and the interface report, over a nonce
      of its own, and checks them. Nothing is written.
      {why === null ? null : (
        <>
          {' '}
          The evidence from before is {why}
          {lapsed === null ? '' : `: ${lapsed}`}.
        </>
      )}
    </p>
    <footer className="sp-acts">
      <Act />
      {way === null ? null : (
        <Button icon="undo" onPress={() => choose({ device: device.path, action: way.action, as: 'way', but: null })}>
          {way.title}
        </Button>
      )}
      <span className="sp-grow" />
      <span className="sp-back">Way back: none is needed.</span>
    </footer>
  </section>
);
