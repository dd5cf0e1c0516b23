/** How the last write ended, in one line: done, refused, timed out; as predicted, or the one thing that differs. Unfolds into the two columns. */
import { clockText, fullTimeText } from '../../ui/Time.js';
import { type ReactElement, useEffect, useState } from 'react';
import { compare, type Comparison } from '../../../shared/journey/compare.js';
import { effectsOfWrite, parseRow, rowsOfEvents } from '../../../shared/journey/rows.js';
import type { PredictedOutcome, WriteOutcome } from '../../../shared/facts/event.js';
import { known } from '../../../shared/facts/fact.js';
import type { WriteAction } from '../../../shared/model/action.js';
import { actionOf } from '../../../shared/model/dialects/address.js';
import { TextLink } from '../../ui/TextLink.js';
import { Icon } from '../../ui/Icon.js';
import { Tag } from '../../ui/Tag.js';
import { EffectsTable } from './EffectsTable.js';
import type { Scene } from './scene.js';
import { useStepperStore } from './store.js';
import { afterDone, listed, shortName, span } from './words.js';

/** Notices of a write that have not come after this time count as not coming. */
const settleMs = 2000;

/** True once the time for late notices has passed. */
const useSettled = (endedAt: number | null): boolean => {
  const [, wake] = useState(0);
  const left = endedAt === null ? 0 : endedAt + settleMs - Date.now();
  useEffect(() => {
    if (left <= 0 || left > settleMs) return;
    const timer = setTimeout(() => wake((count) => count + 1), left);
    return () => clearTimeout(timer);
  }, [left]);
  return left <= 0;
};

const ending: Readonly<Record<WriteOutcome['kind'], string>> = {
  done: 'done',
  refused: 'refused',
  timeout: 'no answer',
  cancelled: 'cancelled',
  lost: 'the target was lost',
};

/** What nobody knows after a write that was not seen to its end. */
const unsureWords: Partial<Readonly<Record<WriteOutcome['kind'], string>>> = {
  timeout: ' The kernel may still finish.',
  cancelled: ' The kernel may still finish.',
  lost: ' Whether the kernel took it is not known.',
};

const foretoldWords = (predicted: PredictedOutcome | null): { predicted: string; known: boolean; refused: boolean } => {
  if (predicted === null) return { predicted: 'nothing foretold', known: false, refused: false };
  if (predicted.kind === 'succeeds') return { predicted: 'succeeds', known: true, refused: false };
  if (predicted.kind === 'cannot')
    return { predicted: `cannot predict: ${listed(predicted.unknown)} unknown`, known: false, refused: false };
  return { predicted: `refused, ${predicted.errno}`, known: true, refused: true };
};

const Mark = ({ verdict }: { readonly verdict: Comparison }): ReactElement | null => {
  if (verdict.kind === 'as-predicted') return <Tag>as predicted</Tag>;
  if (verdict.kind === 'differs') return <Tag tone="refuse">differs: {verdict.what}</Tag>;
  return verdict.kind === 'open' ? <Tag>{verdict.awaits} still to come</Tag> : <Tag>not predicted</Tag>;
};

const meant = (scene: Scene, write: { path: string; value: string }): WriteAction | null => {
  const { device } = scene;
  const id = known(scene.snapshot.dialect);
  return id === undefined
    ? null
    : actionOf(id, write, (bus, name) => (bus === device.bus && name === device.id ? device.path : null));
};

export const LastWrite = ({
  scene,
  roomy,
}: {
  readonly scene: Scene;
  readonly roomy: boolean;
}): ReactElement | null => {
  const last = scene.journey.history.last;
  const unfolded = useStepperStore((state) => state.unfolded);
  const ended = last?.outcome ?? null;
  const settled = useSettled(last === null || ended === null ? null : last.write.seenAt + ended.ms);
  if (last === null || ended === null || ended.kind === 'refused') return null;
  const { write } = last;
  const events = effectsOfWrite(scene.events, write.id);
  const observed = rowsOfEvents(events.filter((event) => event.device === scene.device.path));
  const verdict = compare({ predicted: write.predicted, outcome: ended, observed, device: scene.device, settled });
  const foretold =
    write.predicted?.kind === 'succeeds' ? write.predicted.effects.flatMap((line) => parseRow(line) ?? []) : [];
  const open = unfolded?.write === write.id ? unfolded.open : roomy || verdict.kind === 'differs';
  const came = observed.some((row) => row.from !== row.to);
  const action = meant(scene, write);
  const name = action === null ? `Write to ${write.path.slice(write.path.lastIndexOf('/') + 1)}` : shortName(action);
  const nothing = ended.kind === 'done' ? afterDone(action, known(scene.device.facts.driver)) : '';
  const unsure = unsureWords[ended.kind];
  const afterwards = unsure === undefined ? nothing : came ? ' It took effect all the same.' : unsure;
  const words = ended.kind === 'done' ? `done in ${span(ended.ms)}` : `${ending[ended.kind]} after ${span(ended.ms)}`;
  return (
    <section className="sp-last" aria-label="Last write" data-ended={ended.kind}>
      <div className="sp-line">
        <Icon name={ended.kind === 'done' ? 'check' : 'refusal'} />
        <span>
          <span data-tip={fullTimeText(write.seenAt)}>{clockText(write.seenAt)}</span> <b>{name}</b> {words}.
          {afterwards}
        </span>
        <Mark verdict={verdict} />
        <span className="sp-grow" />
        <TextLink onPress={() => useStepperStore.setState({ unfolded: { write: write.id, open: !open } })}>
          {open ? 'Fold' : 'Show'}
        </TextLink>
      </div>
      {open ? (
        <EffectsTable
          write={{
            ...foretoldWords(write.predicted),
            observed: ended.kind === 'done' ? `succeeded, ${span(ended.ms)}` : words,
          }}
          predicted={foretold}
          observed={observed}
          device={scene.device}
          missing={settled ? 'not seen' : 'not yet'}
        />
      ) : null}
    </section>
  );
};
