/** The last refusal when it is no longer the thing to do: one amber line, with the whole card behind "Show". */
import { clockText, fullTimeText } from '../../ui/Time.js';
import { type ReactElement, useState } from 'react';
import { refuserName } from '../../../shared/predict/describe.js';
import { TextLink } from '../../ui/TextLink.js';
import { Icon } from '../../ui/Icon.js';
import { RefusalCard } from './RefusalCard.js';
import type { RefusedScene, Scene } from './scene.js';
import { listed, shortName } from './words.js';

interface Props {
  readonly scene: Scene;
  readonly refused: RefusedScene;
}

export const EarlierRefusal = ({ scene, refused }: Props): ReactElement => {
  const [open, setOpen] = useState(false);
  const { at, errno } = refused.refused;
  const who = refused.refusal === null ? null : refuserName(refused.refusal.by, scene.device.bus);
  const last = refused.steps.at(-1);
  const path = refused.steps.map((step) => shortName(step.action).toLowerCase());
  return (
    <>
      <div className="sp-earlier">
        <Icon name="refusal" />
        <div>
          <b>
            <span data-tip={fullTimeText(at)}>{clockText(at)}</span>{' '}
            {refused.action === null ? 'A write was' : shortName(refused.action)} refused, {errno}
          </b>
          {who === null ? '.' : `, by ${who}: ${refused.refusal?.precondition.text ?? ''}.`}
          <br />
          <span className="sp-dim">
            {path.length < 2 ? '' : `Nearest path: ${listed(path).replace(' and ', ', then ')}. `}
            {last?.state === 'done' ? `Done at ${clockText(last.doneAt ?? 0)}.` : ''}
          </span>
        </div>
        <TextLink onPress={() => setOpen(!open)}>{open ? 'Hide' : 'Show'}</TextLink>
      </div>
      {open ? <RefusalCard scene={scene} refused={refused} /> : null}
    </>
  );
};
