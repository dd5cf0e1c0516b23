/** A refusal, as the observation it is: who said no, why, what changed, whether it was foretold, and the way to success, step by step. */
import { clockText, fullTimeText } from '../../ui/Time.js';
import type { ReactElement } from 'react';
import { compare } from '../../../shared/journey/compare.js';
import { effectsOfWrite, nowOf, rowTitles, rowsOfEvents } from '../../../shared/journey/rows.js';
import { explain } from '../../../shared/predict/describe.js';
import { Icon } from '../../ui/Icon.js';
import { Provenance } from '../../ui/Provenance.js';
import { Tag } from '../../ui/Tag.js';
import { stationsOf } from './chain.js';
import { ChainPicture } from './ChainPicture.js';
import { NearestPath } from './NearestPath.js';
import type { RefusedScene, Scene } from './scene.js';
import { ShownWrite } from './ShownWrite.js';
import { listed, plainly, shortName, span } from './words.js';

interface Props {
  readonly scene: Scene;
  readonly refused: RefusedScene;
}

/** Preconditions of the dialect that give this error: candidates, for nobody but the number told. */
const candidates = (scene: Scene, errno: string): readonly string[] =>
  Object.entries(scene.dialect?.errors ?? {})
    .filter(([, given]) => given === errno)
    .map(([id]) => id.replaceAll('-', ' '));

const Why = ({ scene, refused }: Props): ReactElement => {
  if (refused.refusal !== null)
    return (
      <dd>
        <span>{plainly(explain(refused.refusal, scene.device.bus))}</span>
        <Provenance kind="inferred" />
      </dd>
    );
  const { errno } = refused.refused;
  const found = candidates(scene, errno);
  return (
    <dd>
      <span>
        The kernel gives only the number.{' '}
        {found.length === 0 ? (
          <>No precondition of this dialect gives {errno}: the driver or the TSM gave its own.</>
        ) : (
          <>
            In this dialect {errno} can mean: <span className="sp-pre">{listed(found)}</span>.
          </>
        )}
      </span>
      <Provenance kind="inferred" />
    </dd>
  );
};

const Changed = ({ scene, refused }: Props): ReactElement => {
  const rows = rowsOfEvents(effectsOfWrite(scene.events, refused.refused.write)).filter((row) => row.from !== row.to);
  const { device } = scene;
  const is = [
    nowOf('level', device) === null ? null : `level ${nowOf('level', device)}`,
    nowOf('interface', device),
    nowOf('driver', device) === null ? null : `driver ${nowOf('driver', device)}`,
  ];
  const { driver } = device.facts;
  const at = driver.kind === 'unknown' ? scene.snapshot.at : driver.at;
  return (
    <dd>
      {rows.length === 0 ? (
        <span data-tip={`read at ${clockText(at, true)}`}>
          Nothing. Now {is.filter((one) => one !== null).join(', ')}
          <span className="sp-at">read at {clockText(at, true)}</span>
        </span>
      ) : (
        <span>{rows.map((row) => `${rowTitles[row.key]}: ${row.to}`).join(', ')}</span>
      )}
      <Provenance kind="measured" />
    </dd>
  );
};

const Predicted = ({ scene, refused }: Props): ReactElement => {
  const { predicted, errno, ms } = refused.refused;
  const verdict = compare({
    predicted,
    outcome: { kind: 'refused', errno, ms },
    observed: [],
    device: scene.device,
    settled: true,
  });
  if (predicted === null)
    return (
      <dd>
        <span className="sp-wait">nothing was foretold for this write</span>
      </dd>
    );
  const words =
    predicted.kind === 'succeeds'
      ? 'success'
      : predicted.kind === 'cannot'
        ? `could not be foretold: ${listed(predicted.unknown)} unknown`
        : `${predicted.errno}, ${predicted.precondition.replaceAll('-', ' ')}`;
  return (
    <dd>
      <span className="sp-pre">{words}</span>
      <Provenance kind="inferred" />
      {verdict.kind === 'as-predicted' ? (
        <Tag>as predicted</Tag>
      ) : verdict.kind === 'differs' ? (
        <Tag tone="refuse">differs: {verdict.what}</Tag>
      ) : null}
    </dd>
  );
};

export const RefusalCard = ({ scene, refused }: Props): ReactElement => {
  const { path, value, errno, at, ms } = refused.refused;
  const tsm =
    refused.action !== null && 'value' in refused.action && /^tsm\d+$/.test(refused.action.value)
      ? refused.action.value
      : (scene.snapshot.tsms[0]?.name ?? '');
  return (
    <section className="sp-refusal" aria-labelledby="sp-refused">
      <header>
        <Icon name="refusal" />
        <h3 id="sp-refused">
          {refused.action === null ? 'The write was' : shortName(refused.action)} refused, {errno}
        </h3>
        <span className="sp-grow" />
        <span className="sp-when" data-tip={fullTimeText(at)}>
          {clockText(at, true)}, after {span(ms)}
        </span>
      </header>
      <ShownWrite path={path} value={value} />
      {refused.action === null ? null : (
        <ChainPicture
          stations={stationsOf({ action: refused.action, device: scene.device, refusal: refused.refusal, tsm })}
        />
      )}
      <dl className="sp-facts">
        <dt>Why</dt>
        <Why scene={scene} refused={refused} />
        <dt>Changed</dt>
        <Changed scene={scene} refused={refused} />
        <dt>Predicted</dt>
        <Predicted scene={scene} refused={refused} />
      </dl>
      <NearestPath scene={scene} refused={refused} />
    </section>
  );
};
