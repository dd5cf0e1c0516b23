/** What the model says of each step of a nearest path, one after the other: the later ones on the machine as the earlier leave it. */
import type { Snapshot } from '../../../shared/facts/snapshot.js';
import { heldBack, type Standing } from '../../../shared/journey/hold.js';
import type { PathStep } from '../../../shared/journey/refused.js';
import { known } from '../../../shared/facts/fact.js';
import { stepOf } from '../../../shared/model/step.js';
import { machineOf } from '../../../shared/predict/machineOf.js';
import { predict } from '../../../shared/predict/predict.js';
import { listed } from './words.js';

/** One phrase per step; '' for those already done. @param standing This tool's last verdict on the device: a policy may hold a step. */
export const foretellPath = (
  snapshot: Snapshot,
  steps: readonly PathStep[],
  standing: Standing | null,
): readonly string[] => {
  const first = steps.findIndex((one) => one.state === 'next');
  const start = steps[first];
  if (start === undefined) return steps.map(() => '');
  const prediction = predict(snapshot, start.action);
  let machine = machineOf(snapshot);
  let stopped =
    prediction.kind === 'succeeds'
      ? ''
      : prediction.kind === 'refused'
        ? `refused, ${prediction.refusal.errno}`
        : `cannot predict: ${listed(prediction.unknown)} unknown`;
  return steps.map((one, index) => {
    if (index < first) return '';
    if (stopped === '' && heldBack(standing, one.action, one.on) !== null) {
      stopped = 'held by the policy';
      return stopped;
    }
    if (stopped !== '') return index === first ? stopped : 'depends on the step before';
    const result = stepOf(known(snapshot.dialect) ?? 'march')(machine, one.action);
    if (result.kind === 'refused') {
      stopped = `refused, ${result.refusal.errno}`;
      return stopped;
    }
    machine = result.state;
    return index === first ? 'will succeed' : `will succeed after ${index}`;
  });
};
