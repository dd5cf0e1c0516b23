/** The certificate chain as a tree: root, authorities, leaf, and under each what was checked of it. */
import { worst } from '../../../shared/evidence/verify/verdict.js';
import type { CertificateView } from '../../../shared/evidence/view/model.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { type ChainRow, chainRows } from './chainRows.js';
import { type Column, PickGrid } from './PickGrid.js';
import { exchangeOf, pick, useEvidence } from './store.js';
import { Verdict } from './Verdict.js';
import { dayText, foundText, untilText } from './words.js';

const roleOf = (n: number, last: number): string => (n === last ? 'leaf' : n === 0 ? 'root' : 'authority');

const columnsFor = (last: number): readonly Column<ChainRow>[] => [
  {
    key: 'title',
    title: 'Certificate',
    cell: (row) => (
      <span className="ev-tree-cell ell" style={{ paddingLeft: 14 * ('certificate' in row ? row.n : row.level - 1) }}>
        {'certificate' in row ? (
          <>
            <b>{row.certificate.subject}</b> <span className="dim">{roleOf(row.n, last)}</span>
          </>
        ) : (
          row.check.title.replace(/^Certificate \d+: /, '')
        )}
      </span>
    ),
  },
  {
    key: 'found',
    title: 'Found',
    cell: (row) => (
      <span className="ell">
        {'certificate' in row
          ? `${row.certificate.key}, ${dayText(row.certificate.notBefore)} ${untilText(row.certificate.notAfter)}`
          : foundText(row.check)}
      </span>
    ),
  },
  {
    key: 'verdict',
    title: 'Verdict',
    cell: (row) => {
      if ('check' in row) return <Verdict kind={row.check.verdict} />;
      return row.checks.length === 0 ? null : <Verdict kind={worst(row.checks.map(({ verdict }) => verdict))} />;
    },
  },
];

const Detail = ({ certificate }: { certificate: CertificateView }) => (
  <section className="ev-detail" aria-label="The certificate">
    <b className="ell">{certificate.subject}</b>
    <dl>
      <dt>Issuer</dt>
      <dd>{certificate.issuer}</dd>
      <dt>Serial</dt>
      <dd>
        <code>{certificate.serial}</code>
      </dd>
      {certificate.extensions.map(({ name, critical, text }) => (
        <div key={name} className="ev-pair">
          <dt>{name}</dt>
          <dd>
            {text}
            {critical && <span className="dim">, critical</span>}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

export function Chain() {
  const view = useEvidence((state) => state.view);
  const exchange = useEvidence(exchangeOf);
  const picked = useEvidence((state) => state.picked);
  const chain = view?.chains.find(({ slot }) => slot === (exchange?.slot ?? slot));
  if (chain === undefined || chain.certificates.length === 0)
    return (
      <EmptyState
        icon="none"
        title="No certificate chain"
        text={
          chain?.trouble ?? 'The chain was not fetched in what was read. Bring its file together with the response.'
        }
      />
    );
  const rows = chainRows(chain.certificates, exchange?.checks ?? []);
  const row = rows.find(({ key }) => key === picked);
  return (
    <>
      <PickGrid
        label={`Certificate chain of slot ${chain.slot}`}
        look="ev-chain"
        columns={columnsFor(chain.certificates.length - 1)}
        rows={rows}
        keyOf={({ key }) => key}
        picked={picked}
        onPick={(one) => pick(one.key, 'certificate' in one ? one.certificate.spot : one.check.spot)}
        levelOf={(one) => ('certificate' in one ? one.n + 1 : one.level)}
      />
      {row !== undefined && 'certificate' in row && <Detail certificate={row.certificate} />}
    </>
  );
}
