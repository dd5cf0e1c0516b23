/** Checks in the order in which a person asks: who is this, is it the device behind the interface, what state is it in. */
import type { CheckView } from '../../../shared/evidence/view/model.js';

export type CheckRow =
  | { readonly key: string; readonly check: CheckView }
  | { readonly key: string; readonly about: CheckView['about'] };

const order = ['identity', 'binding', 'content'] as const;

export const checkRows = (checks: readonly CheckView[]): readonly CheckRow[] =>
  order.flatMap((about) => {
    const own = checks.filter((check) => check.about === about);
    return own.length === 0
      ? []
      : [{ key: about, about }, ...own.map((check, n) => ({ key: `${check.id} ${n}`, check }))];
  });
