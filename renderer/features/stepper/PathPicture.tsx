/** The state picture: the zones a device can be in, the steps between them, the ways back, and the ways down. */
import { clockText } from '../../ui/Time.js';
import { type ReactElement, useCallback, useState } from 'react';
import type { Journey, JourneyStep, Zone } from '../../../shared/journey/journey.js';
import { reasonWords } from '../../../shared/journey/fallen.js';
import { Glide } from './Glide.js';
import { layoutOf, type PlacedStep, type PlacedZone, railY, zoneHeight, type Layout } from './layout.js';

interface Props {
  readonly journey: Journey;
  readonly label: string;
  /** Id of the step whose write is shown below. */
  readonly shown: string | null;
  readonly onStep: (step: JourneyStep) => void;
}

const tick = 'M-4.5 .3l3.2 3.2 5.8-6.6';

const caption = (step: JourneyStep): string => {
  if (step.state === 'done') return step.doneAt === null ? 'before' : clockText(step.doneAt);
  if (step.state === 'next')
    return step.why?.startsWith('refused') === true
      ? 'refused'
      : step.why?.startsWith('stale') === true
        ? 'next, stale'
        : 'next';
  if (step.state === 'refused') return step.why?.startsWith('rejected') === true ? 'rejected' : 'refused';
  if (step.state === 'skipped') return 'not seen';
  if (step.state === 'not-possible') return 'not here';
  if (step.why?.startsWith('stale') === true) return 'stale';
  return step.action?.kind === 'bind' ? step.action.driver : '';
};

const StepMark = ({ placed }: { readonly placed: PlacedStep }): ReactElement => {
  const { step, number } = placed;
  if (step.state === 'done')
    return (
      <>
        <circle className="sp-n" r="11" />
        <path className="sp-tick" d={tick} />
      </>
    );
  if (step.state === 'refused') {
    return (
      <>
        <circle className="sp-n" r="11" />
        <path className="sp-stop" d="M-6 0h6.500M-3-3.500l3.500 3.500-3.500 3.500" />
        <path className="sp-bar" d="M4-6v12" />
      </>
    );
  }
  return (
    <>
      <circle className="sp-n" r={step.state === 'next' ? 13 : 11} />
      {step.state === 'next' ? <circle className="sp-ring" r="15" /> : null}
      {step.state === 'not-possible' ? <path className="sp-strike" d="M-7.800 7.800L7.800-7.800" /> : null}
      <text className="sp-num" y="4.300">
        {number}
      </text>
    </>
  );
};

const Step = ({
  placed,
  shown,
  onStep,
}: {
  readonly placed: PlacedStep;
  readonly shown: boolean;
  readonly onStep: Props['onStep'];
}): ReactElement => {
  const { step, number, x } = placed;
  const under = caption(step);
  const words = [`Step ${number}, ${step.title}`, step.state.replace('-', ' '), step.why ?? under]
    .filter((word) => word !== '')
    .join(', ');
  const choose = step.action !== null && step.state !== 'not-possible';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a group of SVG is all that can stand on the rail; with an act it is a button and takes its keys
    <g
      className="sp-step"
      data-state={step.state}
      data-shown={shown || undefined}
      transform={`translate(${x} ${railY})`}
      role={choose ? 'button' : 'img'}
      aria-label={words}
      tabIndex={choose ? 0 : undefined}
      onClick={choose ? () => onStep(step) : undefined}
      onKeyDown={(event) => {
        if (!choose || event.ctrlKey || (event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        onStep(step);
      }}
    >
      <title>{step.why ?? words}</title>
      <rect className="sp-hit" x="-28" y="-20" width="56" height="68" rx="6" />
      <StepMark placed={placed} />
      <text className="sp-t" y="30">
        {step.title}
      </text>
      <text className="sp-c" y="45">
        {under}
      </text>
    </g>
  );
};

const marks: Readonly<Record<Zone['state'], string>> = {
  now: 'now',
  next: 'next',
  back: 'back',
  left: 'by unplugging',
  'not-here': 'not here',
  later: '',
};

const ZoneBox = ({ placed, gloss }: { readonly placed: PlacedZone; readonly gloss: string }): ReactElement => {
  const { zone, x, width, empty } = placed;
  const mark = marks[zone.state];
  return (
    <g className="sp-zone" data-state={zone.state}>
      <rect x={x + 1} y="1" width={width - 2} height={zoneHeight} rx="9" />
      <text className="sp-zt" x={x + 12} y="20">
        {zone.title}
      </text>
      {empty ? (
        <text className="sp-zg" x={x + 12} y="36">
          {gloss}
        </text>
      ) : null}
      <text
        className="sp-zm"
        x={empty ? x + 12 : x + width - 11}
        y={empty ? 96 : 20}
        textAnchor={empty ? 'start' : 'end'}
      >
        {mark}
      </text>
    </g>
  );
};

const Rail = ({ layout }: { readonly layout: Layout }): ReactElement => {
  const done = layout.steps.filter(({ step }) => step.state === 'done' || step.state === 'skipped');
  const last = done.at(-1);
  const next = layout.steps.find(({ step }) => step.state === 'next');
  const end = last === layout.steps.at(-1) && last !== undefined ? layout.to : last?.x;
  return (
    <g className="sp-rail">
      <path className="sp-base" d={`M${layout.from} ${railY}H${layout.to}`} />
      {end === undefined ? null : <path className="sp-gone" d={`M${layout.from} ${railY}H${end}`} />}
      {next === undefined || next.x < (end ?? 0) ? null : (
        <path className="sp-lead" d={`M${end ?? layout.from} ${railY}H${next.x - 15}`} />
      )}
    </g>
  );
};

const errorWords: Readonly<Record<string, string>> = {
  guest: 'level falls to 0: session, link or config lost',
  host: 'level falls to 0: session or link lost',
};

const Ways = ({ journey, layout }: { readonly journey: Journey; readonly layout: Layout }): ReactElement => {
  const [home, away] = layout.zones;
  const last = layout.zones.at(-1);
  const way =
    journey.kind === 'guest'
      ? 'unlock'
      : journey.kind === 'host'
        ? 'disconnect'
        : journey.kind === 'thunderbolt' || journey.kind === 'usb'
          ? journey.returns === 'unknown'
            ? 'de-authorize?'
            : 'de-authorize'
          : journey.kind === 'driver'
            ? 'unbind'
            : 'level 0';
  const down = errorWords[journey.kind];
  if (home === undefined || away === undefined || last === undefined) return <g />;
  const to = home.x + home.width / 2;
  const start = journey.inError ? away.x + 44 : away.x + 18;
  const middle = (to + start) / 2;
  const box = away.x + 52;
  const { fallen } = journey;
  const now =
    fallen === null
      ? 'start over; the level did not rest on what was lost'
      : `fell from ${fallen.from} to ${fallen.to}: ${reasonWords[fallen.reason] ?? fallen.reason}`;
  const falls = [away.x + away.width * 0.62, ...(last.zone.state === 'not-here' ? [] : [last.x + last.width / 2])];
  return (
    <g className="sp-ways">
      <g data-lit={journey.inError || undefined} className="sp-way">
        <path
          d={
            journey.inError
              ? `M${box} 140H${to + 10}a10 10 0 0 1-10-10V113`
              : `M${start} 109v19a10 10 0 0 1-10 10H${to + 10}a10 10 0 0 1-10-10V113`
          }
        />
        <path className="sp-head" d={`M${to - 3.5} 116.500l3.500-4 3.500 4`} />
        <rect className="sp-mask" x={middle - way.length * 3.2 - 4} y="129" width={way.length * 6.4 + 8} height="18" />
        <text x={middle} y="142.500">
          {way}
        </text>
      </g>
      {down === undefined ? null : (
        <g className="sp-error" data-now={journey.inError || undefined}>
          {falls.map((x) => (
            <g key={x}>
              <path className="sp-fall" d={`M${x} 109v13`} />
              <path className="sp-head" d={`M${x - 3.5} 118.500l3.500 4 3.500-4`} />
            </g>
          ))}
          <rect className="sp-ebox" x={box} y="125" width={layout.width - box - 1} height="30" rx="7" />
          <text className="sp-et" x={box + 13} y="144.500">
            {journey.inError ? 'Error, now' : 'Error'}
          </text>
          <text className="sp-ed" x={box + (journey.inError ? 77 : 48)} y="144.500">
            {journey.inError ? now : down}
          </text>
        </g>
      )}
    </g>
  );
};

/** Ways lead back and down from the zones behind the first: there are none where no path comes to those. */
const hasWays = ({ zones, returns }: Journey): boolean =>
  zones[1] !== undefined && zones[1].state !== 'not-here' && returns !== 'no';

/** Pixels the picture has from side to side; 0 until it is there. */
const useWidth = (): readonly [number, (figure: HTMLElement | null) => void] => {
  const [width, setWidth] = useState(0);
  const watch = useCallback((figure: HTMLElement | null) => {
    if (figure === null) return;
    setWidth(figure.clientWidth);
    const observer = new ResizeObserver(() => setWidth(figure.clientWidth));
    observer.observe(figure);
    return () => observer.disconnect();
  }, []);
  return [width, watch];
};

export const PathPicture = ({ journey, label, shown, onStep }: Props): ReactElement | null => {
  const [wide, figure] = useWidth();
  if (journey.zones.length === 0) return null;
  const layout = layoutOf(journey, wide);
  const height = hasWays(journey) ? 158 : 110;
  const now = layout.zones.find(({ zone }) => zone.state === 'now') ?? null;
  return (
    <figure ref={figure} className="sp-pic" aria-label={label}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure around it is labelled, and each step has a title of its own */}
      <svg viewBox={`0 0 ${layout.width} ${height}`}>
        {layout.zones.map((placed) => (
          <ZoneBox key={placed.zone.id} placed={placed} gloss={placed.zone.gloss} />
        ))}
        <Rail layout={layout} />
        {hasWays(journey) ? <Ways journey={journey} layout={layout} /> : null}
        {layout.steps.map((placed) => (
          <Step key={placed.step.id} placed={placed} shown={shown === placed.step.id} onStep={onStep} />
        ))}
      </svg>
      <Glide now={now} height={height} width={layout.width} />
    </figure>
  );
};
