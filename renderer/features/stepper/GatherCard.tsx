/** The step that collects evidence: reads only. What falls with what is said here, and how long it takes. */
import type { ReactElement } from 'react';
import type { WayBack } from '../../../shared/journey/waysBack.js';
import type { Device } from '../../../shared/facts/device.js';
import { Button } from '../../ui/Button.js';
import { makeMain } from './acts.js';
import { GatheringNow, useGathering } from './Gathering.js';
import { choose } from '../../state/choice.js';
import { WriteButton } from './WriteButton.js';

interface Props {
  readonly device: Device;
  readonly step: { readonly number: number; readonly of: number };
  readonly why: string | null;
  readonly way: WayBack | null;
  /** What the last verdict fell with, or null. */
  readonly lapsed: string | null;
}

const Act = (): ReactElement => {
  const ran = useGathering();
  if (ran > 0) return <GatheringNow ran={ran} label="Gather evidence" />;
  return <WriteButton label="Gather evidence" icon="evidence" writes={false} onPress={() => void makeMain()} />;
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
      {why === null ? null : <> The evidence from before is {lapsed === null ? why : `stale: ${lapsed}`}.</>}
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
