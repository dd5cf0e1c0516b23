/** When nothing is next: the path is walked, ends early, or there is none. The ways back stay at hand. */
import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import type { WayBack } from '../../../shared/journey/waysBack.js';
import { Button } from '../../ui/Button.js';
import { choose } from '../../state/choice.js';
import { useStepperStore } from './store.js';

interface Props {
  readonly device: Device;
  readonly title: string;
  readonly text: string;
  readonly ways: readonly WayBack[];
  /** What no way leads back from, in one sentence, or null. */
  readonly stays: string | null;
}

/** The card takes the focus when the main button it stands in for would have: nothing on it is the next thing to do. */
const useFocusOfMain = (): RefObject<HTMLElement | null> => {
  const focus = useStepperStore((state) => state.focus);
  const ref = useRef<HTMLElement>(null);
  const seen = useRef(focus);
  useEffect(() => {
    if (seen.current !== focus) ref.current?.focus();
    seen.current = focus;
  }, [focus]);
  return ref;
};

export const EndCard = ({ device, title, text, ways, stays }: Props): ReactElement => (
  <section ref={useFocusOfMain()} tabIndex={-1} data-home className="sp-card sp-end" aria-labelledby="sp-next">
    <header>
      <h3 id="sp-next">{title}</h3>
    </header>
    <p className="sp-say">{text}</p>
    {stays === null ? null : <p className="sp-say">{stays}</p>}
    {ways.length === 0 ? null : (
      <footer className="sp-acts">
        {ways.map((way) => (
          <Button
            key={way.title}
            icon="undo"
            onPress={() => choose({ device: device.path, action: way.action, as: 'way', but: null })}
          >
            {way.title}
          </Button>
        ))}
        <span className="sp-grow" />
        <span className="sp-back">{ways.map(({ title: way, costs }) => `${way}: ${costs}.`).join(' ')}</span>
      </footer>
    )}
  </section>
);
