/** The lit zone on its way to the next: a light that moves along the rail once, when the device has. The zones themselves change at once. */
import { type CSSProperties, type ReactElement, useEffect, useRef, useState } from 'react';
import { type PlacedZone, zoneHeight } from './layout.js';

interface Props {
  /** The zone the device is in, or null when it is in none. */
  readonly now: PlacedZone | null;
  /** Size of the picture in its own units. */
  readonly height: number;
  readonly width: number;
}

const percent = (part: number, whole: number): string => `${(part / whole) * 100}%`;

/**
 * Only place and opacity move, in a layer of its own: the compositor draws that alone. A fill that changes by and by would
 * have the page painted anew at every step of it, and those who wait for the outcome wait for these paints.
 */
const placed = (from: PlacedZone, to: PlacedZone, { height, width }: Omit<Props, 'now'>): CSSProperties =>
  ({
    left: percent(to.x, width),
    width: percent(to.width, width),
    height: percent(zoneHeight, height),
    '--sp-from': percent(from.x - to.x, to.width),
    '--sp-wide': from.width / to.width,
  }) as CSSProperties;

export const Glide = ({ now, height, width }: Props): ReactElement | null => {
  const [glide, setGlide] = useState<{ readonly from: PlacedZone; readonly to: PlacedZone } | null>(null);
  const before = useRef(now);
  const zone = now?.zone.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another zone is a move; its place may change with the picture
  useEffect(() => {
    const from = before.current;
    before.current = now;
    setGlide(from === null || now === null || from.zone.id === now.zone.id ? null : { from, to: now });
  }, [zone]);
  if (glide === null) return null;
  const { from, to } = glide;
  return <div key={to.zone.id} className="sp-glide" aria-hidden="true" style={placed(from, to, { height, width })} />;
};
