/** A chain as a tree in a row: each certificate, and under it what was checked of it. */
import type { CertificateView, CheckView } from '../../../shared/evidence/view/model.js';

export type ChainRow =
  | {
      readonly key: string;
      readonly certificate: CertificateView;
      readonly n: number;
      readonly checks: readonly CheckView[];
    }
  | { readonly key: string; readonly check: CheckView; readonly level: number };

/** Rows of one certificate: `chain.N.…`; those of the leaf and the root beyond that name their place otherwise. */
const checksOf = (checks: readonly CheckView[], n: number, last: number): readonly CheckView[] =>
  checks.filter(
    ({ id }) =>
      id.startsWith(`chain.${n}.`) ||
      (n === last && id.startsWith('chain.leaf.')) ||
      (n === 0 && (id === 'chain.anchor' || id === 'chain.root-hash')),
  );

export const chainRows = (
  certificates: readonly CertificateView[],
  checks: readonly CheckView[],
): readonly ChainRow[] => {
  const last = certificates.length - 1;
  const shown = new Set<CheckView>();
  const tree = certificates.flatMap((certificate, n): readonly ChainRow[] => {
    const own = checksOf(checks, n, last);
    for (const check of own) shown.add(check);
    return [
      { key: `certificate ${n}`, certificate, n, checks: own },
      ...own.map((check) => ({ key: check.id, check, level: n + 2 })),
    ];
  });
  // Of the chain as a whole.
  const whole = checks.filter((check) => check.id.startsWith('chain.') && !shown.has(check));
  return [...whole.map((check) => ({ key: check.id, check, level: 1 })), ...tree];
};
