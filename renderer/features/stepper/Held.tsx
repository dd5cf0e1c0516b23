/** A write that the policy holds, said before it is made: why, and the nearest ways past it. */
import type { ReactElement } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { type Hold, holdText } from '../../../shared/journey/hold.js';
import { useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { GatherAnew } from './Gathering.js';
import { showChecks } from './showChecks.js';

export const Held = ({ device, hold }: { readonly device: Device; readonly hold: Hold }): ReactElement => {
  const { collection } = hold;
  return (
    <section className="sp-held" aria-label="Held by the policy">
      <p className="sp-say sp-amber">
        This tool will hold it, and ask no kernel: {holdText(hold)} Gather anew once that is mended, or let another
        policy decide.
      </p>
      <div className="sp-heldways">
        <GatherAnew device={device.path} />
        {collection === null ? null : (
          <Button icon="evidence" onPress={() => showChecks(collection)}>
            Show every check
          </Button>
        )}
        <Button onPress={() => useView.setState({ page: 'evidence' })}>Policies</Button>
      </div>
    </section>
  );
};
