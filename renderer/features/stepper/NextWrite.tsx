/** The card of the write that is offered: what it asks for, the exact write, what the model says of it, and what is left after it. */
import type { ReactElement } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { levelWords, isLevel } from '../../../shared/model/level.js';
import type { WayBack } from '../../../shared/journey/waysBack.js';
import { rowsOfEffects } from '../../../shared/journey/rows.js';
import { isWriteAction } from '../../../shared/model/action.js';
import type { Refusal } from '../../../shared/model/refusal.js';
import { explain } from '../../../shared/predict/describe.js';
import type { Prediction } from '../../../shared/predict/prediction.js';
import { Button } from '../../ui/Button.js';
import { TextLink } from '../../ui/TextLink.js';
import { refresh } from '../../bridge/intents.js';
import { makeMain, stepBack } from './acts.js';
import { DryRun } from './DryRun.js';
import { EffectsTable } from './EffectsTable.js';
import { Held } from './Held.js';
import { noPathBecause } from './noPath.js';
import type { WriteOffer } from './offer.js';
import { choose } from '../../state/choice.js';
import { ShownWrite } from './ShownWrite.js';
import { asks, asksAsTyped, buttonAsTyped, buttonWords, listed, plainly, remark } from './words.js';
import { WriteButton } from './WriteButton.js';

interface Props {
  readonly device: Device;
  readonly offer: WriteOffer;
  /** The alternative beside the main button, or null. */
  readonly way: WayBack | null;
}

export const heads: Readonly<Record<WriteOffer['as'], string>> = {
  next: 'Next',
  recover: 'Way out',
  aim: 'Aimed',
  step: 'Chosen',
  way: 'Way back',
  undo: 'Undo',
  typed: 'Typed',
};

const outcomeWords = ({ prediction, held }: WriteOffer): { predicted: string; known: boolean; refused: boolean } => {
  if (held !== null) return { predicted: `held by the policy “${held.policy}”`, known: true, refused: true };
  if (prediction.kind === 'succeeds') return { predicted: 'succeeds', known: true, refused: false };
  if (prediction.kind === 'cannot')
    return { predicted: `cannot predict: ${listed(prediction.unknown)} unknown`, known: false, refused: false };
  return { predicted: `refused, ${prediction.refusal.errno}`, known: true, refused: true };
};

const Unknowns = ({
  device,
  prediction,
}: {
  readonly device: Device;
  readonly prediction: Extract<Prediction, { kind: 'cannot' }>;
}): ReactElement => (
  <p className="sp-say">
    The outcome turns on what was not measured:{' '}
    {prediction.unknown
      .map((name) => {
        const fact = device.facts[name];
        return `${name} (${fact.kind === 'unknown' ? fact.why : 'only inferred'})`;
      })
      .join('; ')}
    . <TextLink onPress={() => void refresh(device.path)}>Read again</TextLink>
  </p>
);

/** How to come there all the same, said before the write is made and refused. */
const nearest = (refusal: Refusal, device: Device): ReactElement | null => {
  const path = refusal.path.filter(isWriteAction);
  const steps = path.map((action) => {
    const elsewhere = 'device' in action && action.device !== device.path;
    return elsewhere ? `${asks(action)}, on another device` : asks(action);
  });
  if (steps.length > 0) return <p>Nearest path: {steps.join(', then ')}.</p>;
  return noPathBecause(refusal) === null ? null : <p>No path leads there.</p>;
};

/** What the card says under its table: the refusal foretold, or what is not known. */
const Saying = ({ device, offer }: { readonly device: Device; readonly offer: WriteOffer }): ReactElement | null => {
  const { prediction, held } = offer;
  if (held !== null) return <Held device={device} hold={held} />;
  if (prediction.kind === 'cannot') return <Unknowns device={device} prediction={prediction} />;
  if (prediction.kind === 'refused')
    return (
      <div className="sp-say">
        <p className="sp-amber">
          {plainly(explain(prediction.refusal, device.bus)).replace(' refused: ', ' will refuse: ')}
        </p>
        {nearest(prediction.refusal, device)}
      </div>
    );
  if (
    (offer.as === 'aim' || offer.as === 'typed') &&
    prediction.effects.length === 0 &&
    offer.action.kind === 'trust'
  ) {
    const level = Number(offer.action.value);
    return (
      <p className="sp-say">
        The device is at {isLevel(level) ? `${level} ${levelWords[level].name}` : offer.action.value} already: nothing
        changes.
      </p>
    );
  }
  return offer.but === null ? null : <p className="sp-say">Not all comes back: {offer.but}.</p>;
};

export const NextWrite = ({ device, offer, way }: Props): ReactElement => {
  const { action, prediction, held } = offer;
  const rows = prediction.kind === 'succeeds' && held === null ? rowsOfEffects(prediction.effects, device.path) : [];
  const offPath = offer.as !== 'next' && offer.as !== 'recover';
  return (
    <section className="sp-card" aria-labelledby="sp-next" data-as={offer.as}>
      <header>
        <h3 id="sp-next">
          {heads[offer.as]}: {offer.as === 'typed' ? asksAsTyped(offer) : asks(action)}
        </h3>
        {offer.step === null ? null : (
          <span className="sp-dim">
            step {offer.step.number} of {offer.step.of}
          </span>
        )}
        <span className="sp-grow" />
        <span className="sp-remark">{offer.as === 'typed' ? '' : remark(action)}</span>
      </header>
      <ShownWrite path={offer.path} value={offer.value} />
      <EffectsTable
        write={{ ...outcomeWords(offer), observed: null }}
        predicted={rows}
        observed={null}
        device={device}
        missing="none yet"
      />
      <Saying device={device} offer={offer} />
      <DryRun path={offer.path} value={offer.value} />
      <footer className="sp-acts">
        <WriteButton
          label={offer.as === 'typed' ? buttonAsTyped(offer) : buttonWords(action)}
          icon={offer.as === 'undo' || offer.as === 'way' ? 'undo' : 'write'}
          writes
          write={offer}
          onPress={() => void makeMain()}
        />
        {offPath ? (
          <Button onPress={() => stepBack(true)}>Back to the path</Button>
        ) : way === null ? null : (
          <Button icon="undo" onPress={() => choose({ device: device.path, action: way.action, as: 'way', but: null })}>
            {way.title}
          </Button>
        )}
        <span className="sp-grow" />
        <span className="sp-back">{offer.back}</span>
      </footer>
    </section>
  );
};
