/** What is in front, and how its checks ended: four counts, each a shape, a number and a word. */
import type { Verdict as Kind } from '../../../shared/evidence/verify/verdict.js';
import type { CheckView, CollectionView, ExchangeView } from '../../../shared/evidence/view/model.js';
import { useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { Icon } from '../../ui/Icon.js';
import { VerdictMark } from '../../ui/VerdictMark.js';
import { classes } from '../../ui/tone.js';
import { totalText } from './arrival.js';
import { checkRows } from './checkRows.js';
import { deviceOf } from './deviceOf.js';
import { checksIn, exchangeOf, pick, useEvidence } from './store.js';
import { verdictWords } from './Verdict.js';

/** The counts beside it are those of one exchange: which of how many. */
const placeOf = ({ exchanges }: CollectionView, exchange: ExchangeView): string =>
  exchanges.length < 2 ? '' : ` (exchange ${exchanges.indexOf(exchange) + 1} of ${exchanges.length})`;

const kinds: readonly Kind[] = ['pass', 'fail', 'not-checkable', 'no-reference'];

/** Picks the next check that ended so, after the one that is picked; the first again after the last. */
const goToNext = (checks: readonly CheckView[], kind: Kind): void => {
  const { tab, picked } = useEvidence.getState();
  const rows = checkRows(checks).flatMap((row) => ('check' in row ? [row] : []));
  const own = rows.filter(({ check }) => check.verdict === kind);
  const at = tab === 'checks' ? own.findIndex(({ key }) => key === picked) : -1;
  const next = own[(at + 1) % own.length];
  if (next === undefined) return;
  useEvidence.setState({ tab: 'checks' });
  pick(next.key, next.check.spot);
};

const Counts = () => {
  const exchange = useEvidence(exchangeOf);
  const view = useEvidence((state) => state.view);
  const checks = checksIn(exchange, view);
  if (checks.length === 0) return null;
  return (
    <ul className="ev-counts" aria-label="Checks by verdict">
      {kinds.map((kind) => {
        const number = checks.filter(({ verdict }) => verdict === kind).length;
        const tone = number === 0 ? 'dim' : kind === 'pass' ? 'tone-pass' : kind === 'fail' ? 'tone-fault' : '';
        return (
          <li key={kind}>
            <button
              type="button"
              className={classes('ev-count', tone)}
              aria-disabled={number === 0}
              {...(number === 0 ? {} : { 'data-tip': `Go to the next check: ${verdictWords[kind]}` })}
              onClick={() => goToNext(checks, kind)}
            >
              <span aria-hidden="true">
                <VerdictMark kind={kind} />
              </span>
              <b>{number}</b> {verdictWords[kind]}
            </button>
          </li>
        );
      })}
    </ul>
  );
};

/** Evidence gathered from a device that is there leads back to its path. */
const GoBack = ({ view }: { view: CollectionView }) => {
  const device = useSession((session) => deviceOf(view, session.snapshot));
  if (device === null) return null;
  return (
    <Button
      icon="step"
      tip={`Shows ${device.name}, with its next step`}
      onPress={() => {
        useView.setState({ page: 'bench' });
        select(device.path);
      }}
    >
      To its step
    </Button>
  );
};

export function Head() {
  const view = useEvidence((state) => state.view);
  const exchange = useEvidence(exchangeOf);
  const busy = useEvidence((state) => state.busy);
  const roots = useEvidence((state) => state.shelf?.roots.length ?? 0);
  const references = useEvidence((state) => state.shelf?.references.length ?? 0);
  if (view === null) return <h1 className="unseen">Evidence</h1>;
  const against = `${roots === 1 ? '1 root' : `${roots} roots`}, ${references === 1 ? '1 set' : `${references} sets`} of references`;
  const line =
    exchange === null
      ? `${view.transport}, ${view.messages.length + view.moreMessages} messages`
      : `${exchange.kind === 'challenge' ? 'Challenge' : 'Measurements'}${placeOf(view, exchange)}, SPDM ${exchange.version}, slot ${exchange.slot}, over ${view.transport}; ${totalText(view)}`;
  return (
    <header className="ev-head">
      <div className="ev-head-name">
        <h1 className="ell">{view.name}</h1>
        <p className="ell dim">{line}</p>
      </div>
      <Counts />
      <span className="grow" />
      <p className="ev-head-against dim" aria-live="polite">
        {busy === null ? (
          `Judged against ${against}`
        ) : (
          <>
            <Icon name="spin" tone="accent" /> {busy.text}
          </>
        )}
      </p>
      <GoBack view={view} />
      {busy?.cancel == null ? null : <Button onPress={busy.cancel}>Cancel</Button>}
    </header>
  );
}
