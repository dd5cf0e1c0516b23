/** Reads reference values of the relying party's own form: JSON with a name and a list of measurements. CoRIM has a reader of its own. */
import { fromHex } from '../bytes/hex.js';
import type { ReferenceValue, References } from './references.js';

export type ReadReferences =
  | { readonly ok: true; readonly references: References }
  | { readonly ok: false; readonly why: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mostValues = 4096;

/** `{"name"?, "measurements": [{"index": 0 to 255 or null, "value": hex, "label"?}]}`; `digest` is another word for `value`. */
export const readJsonReferences = (text: string, fallbackName: string): ReadReferences => {
  const bad = (why: string): ReadReferences => ({ ok: false, why });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return bad(error instanceof Error ? error.message : 'no JSON');
  }
  const list = isRecord(json) ? json.measurements : json;
  if (!Array.isArray(list)) return bad('expected a list "measurements"');
  if (list.length > mostValues) return bad(`more than ${mostValues} measurements`);
  const values: ReferenceValue[] = [];
  for (const [n, entry] of list.entries()) {
    if (!isRecord(entry)) return bad(`measurement ${n}: expected an object`);
    const { index = null, value: plain, digest, label } = entry;
    const hex = plain ?? digest;
    const value = typeof hex === 'string' ? fromHex(hex) : null;
    if (index !== null && !(typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= 255))
      return bad(`measurement ${n}: expected an index from 0 to 255`);
    if (value === null || value.length === 0) return bad(`measurement ${n}: expected a value in hex`);
    values.push({ index, value, label: typeof label === 'string' ? label.slice(0, 200) : '' });
  }
  const name = isRecord(json) && typeof json.name === 'string' ? json.name.slice(0, 200) : fallbackName;
  return { ok: true, references: { name, values } };
};
