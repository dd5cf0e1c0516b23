/** The step that collects evidence: reads only, checks nothing, and says so. */
import type { ReactElement } from 'react';
import type { WayBack } from '../../../shared/journey/waysBack.js';
import type { Device } from '../../../shared/facts/device.js';
import { Button } from '../../ui/Button.js';
import { makeMain } from './acts.js';
import { choose } from './store.js';
import { WriteButton } from './WriteButton.js';

interface Props {
  readonly device: Device;
  readonly step: { readonly number: number; readonly of: number };
  readonly why: string | null;
  readonly way: WayBack | null;
}

export const GatherCard = ({ device, step, why, way }: Props): ReactElement => (
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
      Lists what the device and the TSM offer to be checked: certificates, measurements, the interface report. Nothing
      is written and nothing is checked.
      {why === null ? null : <> The evidence from before is {why}.</>}
    </p>
    <footer className="sp-acts">
      <WriteButton label="Gather evidence" icon="evidence" writes={false} onPress={() => void makeMain()} />
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
