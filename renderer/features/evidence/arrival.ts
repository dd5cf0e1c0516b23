/** Where one who asks for every check of a collection arrives: where something did not pass. Pure. */
import type { CheckView, CollectionView } from '../../../shared/evidence/view/model.js';
import { checkVerdicts } from '../../../shared/facts/judgement.js';
import { checkRows } from './checkRows.js';

export interface Arrival {
  /** Of the view's exchanges. */
  readonly exchange: number;
  /** Key of the row. */
  readonly key: string;
  readonly check: CheckView;
}

type Checked = Pick<CollectionView, 'checks'> & {
  readonly exchanges: readonly Pick<CollectionView['exchanges'][number], 'checks' | 'moreChecks'>[];
};

/** The first check that did not pass, and its exchange; a fail before what could not be checked or compared. Null when all passed. */
export const arrivalIn = ({ exchanges, checks: whole }: Checked): Arrival | null => {
  const rows = exchanges.flatMap(({ checks }, exchange) =>
    checkRows([...checks, ...whole]).flatMap((row) => ('check' in row ? [{ exchange, ...row }] : [])),
  );
  for (const verdict of checkVerdicts) {
    const found = rows.find(({ check }) => check.verdict === verdict);
    if (found !== undefined) return verdict === 'pass' ? null : found;
  }
  return null;
};

/** `60 checks in all`: of every exchange, and of the whole. */
export const totalText = ({ exchanges, checks }: Checked): string => {
  const total = exchanges.reduce((sum, one) => sum + one.checks.length + one.moreChecks, checks.length);
  return `${total.toLocaleString('en')} ${total === 1 ? 'check' : 'checks'} in all`;
};
