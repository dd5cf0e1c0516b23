/** What the policy in force says of the evidence in front: each level in a word, and unfolded why not. */
import { levelWords } from '../../../shared/model/level.js';
import { VerdictMark } from '../../ui/VerdictMark.js';
import { useEvidence } from './store.js';

export function Allows() {
  const allows = useEvidence((state) => state.view?.allows ?? null);
  const policy = useEvidence((state) => state.shelf?.policy ?? null);
  if (allows === null || policy === null) return null;
  const refused = allows.filter(({ why }) => why !== null);
  const [first] = refused;
  return (
    <details className="ev-allows">
      <summary>
        <span className="ell">
          Policy <b>{policy.name}</b>
        </span>
        <ul aria-label="Levels the policy allows">
          {allows.map(({ level, why }) => (
            <li key={level}>
              <VerdictMark kind={why === null ? 'pass' : 'fail'} label={why === null ? 'allows' : 'refuses'} /> {level}{' '}
              {levelWords[level].name}
            </li>
          ))}
        </ul>
        <span className="ell dim ev-allows-why">{first?.why ?? 'Nothing it asks for is missing.'}</span>
      </summary>
      <dl>
        {allows.map(({ level, why }) => (
          <div key={level}>
            <dt>
              Level {level} {levelWords[level].name}
            </dt>
            <dd>{why ?? 'Every check it asks for is there, and did.'}</dd>
          </div>
        ))}
      </dl>
      <p className="dim">
        {policy.holds
          ? 'A step to a level that the policy refuses is held.'
          : 'The policy tells what it refuses; the step is the person’s.'}
      </p>
    </details>
  );
}
