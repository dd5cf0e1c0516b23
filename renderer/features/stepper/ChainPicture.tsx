/** The refusal's picture: the write went from you through these hands, and stopped at one of them. */
import type { ReactElement } from 'react';
import type { Station } from './chain.js';

const width = 660;
const gap = 42;

const spoken = (stations: readonly Station[]): string => {
  const stop = stations.find((station) => station.state === 'refused');
  const unasked = stations.filter((station) => station.state === 'unasked').map((station) => station.title);
  const rest =
    unasked.length === 0 ? '' : ` ${unasked.join(' and ')} ${unasked.length === 1 ? 'was' : 'were'} never asked.`;
  return `The write went from you and stopped at ${stop?.title ?? 'the kernel'}.${rest}`;
};

const Link = ({
  from,
  after,
  x,
}: {
  readonly from: Station;
  readonly after: Station;
  readonly x: number;
}): ReactElement => {
  if (from.state === 'refused') {
    return (
      <g className="sp-cut">
        <path d={`M${x + 4} 23h10`} />
        <path className="sp-cutbar" d={`M${x + 17} 9v28`} />
      </g>
    );
  }
  if (from.state === 'unasked' || from.state === 'unknown')
    return <path className="sp-thread" d={`M${x + 2} 23h${gap - 4}`} />;
  return (
    <g className="sp-went" data-to={after.state}>
      <path d={`M${x + 4} 23h${gap - 10}`} />
      <path d={`M${x + gap - 11} 18.500l5 4.500-5 4.500`} />
    </g>
  );
};

export const ChainPicture = ({ stations }: { readonly stations: readonly Station[] }): ReactElement => {
  const box = (width - gap * (stations.length - 1)) / stations.length;
  const at = (index: number): number => index * (box + gap);
  const unasked = stations.findIndex((station) => station.state === 'unasked' || station.state === 'unknown');
  const middle = unasked < 0 ? 0 : (at(unasked) + at(stations.length - 1) + box) / 2;
  return (
    <svg className="sp-chain" viewBox={`0 0 ${width} 58`} role="img" aria-label={spoken(stations)}>
      {stations.map((station, index) => {
        const after = stations[index + 1];
        return (
          <g key={station.title} data-state={station.state} className="sp-station">
            <rect x={at(index) + 1} y="6" width={box - 2} height="34" rx="7" />
            <text x={at(index) + box / 2} y="27.500">
              {station.title.length > 18 ? `${station.title.slice(0, 17)}…` : station.title}
            </text>
            {station.state === 'refused' ? (
              <text className="sp-here" x={at(index) + box / 2} y="54">
                refused here
              </text>
            ) : null}
            {after === undefined ? null : <Link from={station} after={after} x={at(index) + box} />}
          </g>
        );
      })}
      {unasked < 0 ? null : (
        <text className="sp-never" x={middle} y="54">
          {stations[unasked]?.state === 'unknown' ? 'not known whether asked' : 'never asked'}
        </text>
      )}
    </svg>
  );
};
