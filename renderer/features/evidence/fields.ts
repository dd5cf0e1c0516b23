/** Fields of a piece in a row, as the list shows them and the arrows go through them. */
import type { Field } from '../../../shared/evidence/bytes/field.js';

export interface FlatField {
  readonly key: string;
  readonly depth: number;
  readonly field: Field;
  /** The field it is a part of. */
  readonly within: FlatField | null;
}

export const flatten = (fields: readonly Field[], depth = 0, within: FlatField | null = null): readonly FlatField[] =>
  fields.flatMap((field, n) => {
    const one: FlatField = { key: `${within?.key ?? ''}/${n}`, depth, field, within };
    return [one, ...flatten(field.fields, depth + 1, one)];
  });

/** The innermost field that holds this byte. */
export const fieldAt = (fields: readonly FlatField[], offset: number): FlatField | null =>
  fields.findLast(({ field }) => offset >= field.offset && offset < field.offset + field.length) ?? null;

/** The field that is exactly there; of several the innermost. */
export const fieldOf = (
  fields: readonly FlatField[],
  spot: { readonly offset: number; readonly length: number },
): FlatField | null =>
  fields.findLast(({ field }) => field.offset === spot.offset && field.length === spot.length) ?? null;

/** The one after or before it that has no parts of its own. */
export const stepFrom = (fields: readonly FlatField[], offset: number, by: 1 | -1): FlatField | null => {
  const leaves = fields.filter(({ field }) => field.fields.length === 0 && field.length > 0);
  return by > 0
    ? (leaves.find(({ field }) => field.offset > offset) ?? null)
    : (leaves.findLast(({ field }) => field.offset < offset) ?? null);
};
