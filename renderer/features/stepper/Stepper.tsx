/** The hero of the bench: the chosen device, its path, and the one act that is offered now. Order never changes: device, picture, next, last, earlier. */
import { clockText } from '../../ui/Time.js';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { unplugOnly } from '../../../shared/journey/deauthorization.js';
import type { JourneyStep } from '../../../shared/journey/journey.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { DeviceHead } from './DeviceHead.js';
import { EarlierRefusal } from './EarlierRefusal.js';
import { ElsewhereCard } from './ElsewhereCard.js';
import { EndCard } from './EndCard.js';
import { FallenStrip } from './FallenStrip.js';
import { GatherCard } from './GatherCard.js';
import { GatheringLine } from './Gathering.js';
import { LastWrite } from './LastWrite.js';
import { NextWrite } from './NextWrite.js';
import { NoDevice } from './NoDevice.js';
import { PathPicture } from './PathPicture.js';
import { RefusalCard } from './RefusalCard.js';
import { type Scene, useScene } from './scene.js';
import { choose, useChoice } from '../../state/choice.js';
import { focusMain } from './store.js';
import { Trouble } from './Trouble.js';
import { VerifyCard } from './VerifyCard.js';
import { VerdictLine } from './VerdictLine.js';

import './commands.js';
import './card.css';
import './picture.css';
import './refusal.css';
import './stepper.css';

/** True when there is room to keep the last write unfolded. */
const useRoomy = (): [React.RefObject<HTMLDivElement | null>, boolean] => {
  const ref = useRef<HTMLDivElement>(null);
  const [roomy, setRoomy] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setRoomy((entry?.contentRect.height ?? 0) > 700));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, roomy];
};

const shownStep = (scene: Scene): string | null => {
  const { offer } = scene;
  if (offer.kind === 'write' || offer.kind === 'elsewhere') return offer.step?.id ?? null;
  return offer.kind === 'gather' || offer.kind === 'verify' ? offer.kind : null;
};

const pictureLabel = ({ journey, device }: Scene): string => {
  const done = journey.steps.filter((step) => step.state === 'done').length;
  const zone = journey.inError ? 'Error' : journey.zones.find((one) => one.state === 'now')?.title;
  return `Path of ${device.id}: now ${zone ?? 'unknown'}, ${done} of ${journey.steps.length} steps done`;
};

const Offered = ({ scene }: { readonly scene: Scene }): ReactElement => {
  const { offer, journey, device } = scene;
  const way = journey.waysBack[0] ?? null;
  if (offer.kind === 'write')
    return <NextWrite device={device} offer={offer} way={way?.action.kind === offer.action.kind ? null : way} />;
  if (offer.kind === 'elsewhere') return <ElsewhereCard device={device} offer={offer} />;
  if (offer.kind === 'gather') {
    const { lapsed } = journey.history;
    return <GatherCard device={device} step={offer.step} why={offer.why} way={way} lapsed={lapsed?.text ?? null} />;
  }
  if (offer.kind === 'verify' && journey.history.gathered !== null) {
    return (
      <VerifyCard
        key={journey.history.gathered.at}
        device={device}
        items={journey.history.gathered.items}
        gatheredAt={journey.history.gathered.at}
        judgement={journey.history.judged?.judgement ?? null}
        step={offer.step}
      />
    );
  }
  return (
    <EndCard
      device={device}
      title={'title' in offer ? offer.title : 'Verify'}
      text={'text' in offer ? offer.text : 'Nothing was gathered yet.'}
      ways={journey.waysBack}
      stays={journey.zones.some(({ state }) => state === 'left') ? unplugOnly : null}
    />
  );
};

const Here = ({ scene, roomy }: { readonly scene: Scene; readonly roomy: boolean }): ReactElement => {
  const { journey, device, refused, snapshot } = scene;
  const aimed = useView((state) => state.aim !== null);
  const chosen = useChoice((state) => state.choice?.device === device.path);
  const typed = useChoice((state) => (state.choice?.as === 'typed' ? state.choice : null));
  useEffect(() => {
    // Typed elsewhere, it is made here.
    if (typed !== null) focusMain();
  }, [typed]);
  const onStep = (step: JourneyStep): void => {
    useView.setState({ aim: null });
    if (step.action !== null)
      choose(step.state === 'next' ? null : { device: device.path, action: step.action, as: 'step', but: null });
  };
  const refusalFirst = refused?.open === true && !aimed && !chosen;
  const onCard = !refusalFirst && (scene.offer.kind === 'gather' || scene.offer.kind === 'verify');
  return (
    <>
      <DeviceHead snapshot={snapshot} device={device} gone={false} />
      {journey.fallen === null ? null : <FallenStrip fallen={journey.fallen} />}
      <PathPicture journey={journey} label={pictureLabel(scene)} shown={shownStep(scene)} onStep={onStep} />
      <Trouble scene={scene} />
      {onCard ? null : <GatheringLine device={device.path} />}
      {refusalFirst ? <RefusalCard scene={scene} refused={refused} /> : <Offered scene={scene} />}
      <VerdictLine journey={journey} />
      <LastWrite scene={scene} roomy={roomy} />
      {refused === null || refusalFirst ? null : (
        <EarlierRefusal key={refused.refused.write} scene={scene} refused={refused} />
      )}
    </>
  );
};

/** A device that left while it was chosen: what was last seen of it stays readable. */
const Gone = ({ device }: { readonly device: Device }): ReactElement => {
  const snapshot = useSession((state) => state.snapshot);
  const [since] = useState(() => Date.now());
  if (snapshot === null) return <div />;
  return (
    <>
      <DeviceHead snapshot={snapshot} device={device} gone />
      <EmptyState title="The device is gone" icon="device">
        It left before {clockText(since)}. Its events stay in the timeline; nothing can be written to it until it comes
        back.
      </EmptyState>
    </>
  );
};

export const Stepper = (): ReactElement => {
  const scene = useScene();
  const selected = useView((state) => state.selected);
  const [ref, roomy] = useRoomy();
  const seen = useRef<Device | null>(null);
  if (scene !== null) seen.current = scene.device;
  const lost = seen.current !== null && seen.current.path === selected ? seen.current : null;
  return (
    <div className="sp" ref={ref}>
      {scene !== null ? (
        <Here key={scene.device.path} scene={scene} roomy={roomy} />
      ) : lost !== null ? (
        <Gone key={lost.path} device={lost} />
      ) : (
        <NoDevice />
      )}
    </div>
  );
};
