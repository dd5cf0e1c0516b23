/** Reads CoRIM and CoMID (CBOR): the digests of their reference triples become reference values. Signatures on a CoRIM are told, not trusted. */
import { decode, Tag } from 'cbor2';
import type { ReferenceValue } from './references.js';
import type { ReadReferences } from './readReferences.js';

const tags = { unsigned: 501, signed: 18, comid: 506 } as const;

const asMap = (value: unknown): ReadonlyMap<unknown, unknown> | null => {
  if (value instanceof Map) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) return null;
  // Maps whose keys are all text may come as objects.
  return new Map(Object.entries(value));
};

const bytesOf = (value: unknown): Uint8Array | null => (value instanceof Uint8Array ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Nested tags are few: the depth keeps a hostile file from walking us down. */
const untag = (value: unknown, depth = 4): unknown =>
  value instanceof Tag && depth > 0 ? untag(value.contents, depth - 1) : value;

const mostValues = 4096;

/** measurement-map {0: key, 1: values}; values {2: digests [[algorithm, bytes]], 4: raw value}. */
const valuesOf = (measurement: unknown, label: string): readonly ReferenceValue[] => {
  const map = asMap(measurement);
  const values = asMap(map?.get(1));
  const key = untag(map?.get(0));
  const index = typeof key === 'number' && key >= 0 && key <= 255 ? key : null;
  const digests = listOf(values?.get(2)).flatMap((digest) => bytesOf(listOf(digest)[1]) ?? []);
  const raw = bytesOf(untag(values?.get(4)));
  return [...digests, ...(raw === null ? [] : [raw])].map((value) => ({ index, value, label }));
};

/** concise-mid-tag {1: identity, 4: triples}; triples {0: [[environment, [measurement]]]}. */
const comidValues = (comid: unknown): readonly ReferenceValue[] => {
  const map = asMap(comid);
  const triples = asMap(map?.get(4));
  return listOf(triples?.get(0)).flatMap((triple) => {
    const [environment, measurements] = listOf(triple);
    const named = asMap(asMap(environment)?.get(0));
    const label = [named?.get(1), named?.get(2)].filter((part) => typeof part === 'string').join(' ');
    const list = Array.isArray(measurements) ? measurements : [measurements];
    return list.flatMap((measurement) => valuesOf(measurement, label.slice(0, 200)));
  });
};

const decodeInner = (value: unknown): unknown => {
  const bytes = bytesOf(untag(value));
  return bytes === null ? value : decode(bytes);
};

/** Values of all CoMIDs in it, whatever wraps them. */
const valuesIn = (root: unknown): readonly ReferenceValue[] => {
  if (root instanceof Tag && root.tag === tags.signed) {
    // COSE_Sign1: protected, unprotected, payload, signature.
    return valuesIn(decodeInner(listOf(root.contents)[2]));
  }
  if (root instanceof Tag && root.tag === tags.comid) return comidValues(decodeInner(root));
  const map = asMap(untag(root));
  if (map === null) return [];
  if (map.has(4)) return comidValues(map);
  return listOf(map.get(1)).flatMap((tag) =>
    tag instanceof Tag && tag.tag === tags.comid ? comidValues(decodeInner(tag)) : [],
  );
};

/** True for what begins as CBOR's tags for CoRIM do, or as the map of a CoMID does. */
export const looksLikeCorim = (bytes: Uint8Array): boolean => {
  const first = bytes[0] ?? 0;
  return first === 0xd9 || first === 0xd2 || (first >= 0xa1 && first <= 0xb7);
};

export const readCorim = (bytes: Uint8Array, name: string): ReadReferences => {
  try {
    const root: unknown = decode(bytes);
    const values = valuesIn(root).slice(0, mostValues);
    return values.length === 0
      ? { ok: false, why: 'no reference values in it' }
      : { ok: true, references: { name, values } };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : 'no CBOR' };
  }
};
