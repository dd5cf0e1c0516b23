/** Cuts what a device says to what a window can show: text by length, lists by count. */
import type { Field } from '../bytes/field.js';
import { most } from './model.js';

/** Control and bidirectional characters would move what stands beside them: each becomes a replacement character. */
const moving = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

export const plain = (text: string): string => {
  const shown = text.length > most.text ? `${text.slice(0, most.text)}…` : text;
  return shown.replace(moving, '\ufffd');
};

export interface Cut<T> {
  readonly shown: readonly T[];
  readonly more: number;
}

export const cut = <T>(list: readonly T[], limit: number): Cut<T> => ({
  shown: list.length > limit ? list.slice(0, limit) : list,
  more: Math.max(0, list.length - limit),
});

/** The first fields of a tree, depth first, and how many were left out. */
export const cutFields = (fields: readonly Field[]): { readonly fields: readonly Field[]; readonly more: number } => {
  let left: number = most.fields;
  let more = 0;
  const take = (list: readonly Field[]): readonly Field[] =>
    list.flatMap((field) => {
      if (left === 0) {
        more += 1;
        return [];
      }
      left -= 1;
      return [{ ...field, name: plain(field.name), text: plain(field.text), fields: take(field.fields) }];
    });
  return { fields: take(fields), more };
};
