/** The card of a write that belongs on another device: whose security manager speaks for this one, and the way there (R46). */
import type { ReactElement } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { Button } from '../../ui/Button.js';
import { makeMain, stepBack } from './acts.js';
import { heads } from './NextWrite.js';
import type { Offer } from './offer.js';
import { ShownWrite } from './ShownWrite.js';
import { asks } from './words.js';
import { WriteButton } from './WriteButton.js';

interface Props {
  readonly device: Device;
  readonly offer: Extract<Offer, { kind: 'elsewhere' }>;
}

const saying = (device: Device, { on, action }: Props['offer']): string =>
  action.kind === 'connect'
    ? `${device.id} has no tsm/connect: the security manager of ${on.id} speaks for it. Once that is connected, the TSM secures this link too.`
    : `${device.id} has no tsm/${action.kind}: the security manager of ${on.id} speaks for it, and for every function beside it.`;

export const ElsewhereCard = ({ device, offer }: Props): ReactElement => (
  <section className="sp-card" aria-labelledby="sp-next" data-as={offer.as}>
    <header>
      <h3 id="sp-next">
        {heads[offer.as]}: {asks(offer.action)}, on {offer.on.id}
      </h3>
      {offer.step === null ? null : (
        <span className="sp-dim">
          step {offer.step.number} of {offer.step.of}
        </span>
      )}
      <span className="sp-grow" />
    </header>
    <p className="sp-say">{saying(device, offer)}</p>
    <ShownWrite path={offer.path} value={offer.value} />
    <footer className="sp-acts">
      <WriteButton label={`Go to ${offer.on.id}`} icon="device" writes={false} onPress={() => void makeMain()} />
      {offer.as === 'next' || offer.as === 'recover' ? null : (
        <Button onPress={() => stepBack(true)}>Back to the path</Button>
      )}
      <span className="sp-grow" />
      <span className="sp-back">The write is shown there, with what it will do. Nothing is written by going.</span>
    </footer>
  </section>
);
