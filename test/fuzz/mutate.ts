/** Good bytes made bad: a few of the things that go wrong on a wire, in a file, or in the hands of somebody who means harm. */
import { concat } from '../../shared/evidence/bytes/concat.js';
import type { Random } from './random.js';

/** Bytes that lengths and counts are made of when they are to hurt. */
const awkward = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff] as const;

/** No input grows beyond this: a device's answers are not longer either. */
const mostBytes = 64 * 1024;

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const at = (bytes: Uint8Array, random: Random): number => random.int(Math.max(1, bytes.length));
const changed = (bytes: Uint8Array, place: number, value: number): Uint8Array => {
  const copy = bytes.slice();
  if (place < copy.length) copy[place] = value;
  return copy;
};

const flip: Mutation = (bytes, random) => {
  const place = at(bytes, random);
  return changed(bytes, place, (bytes[place] ?? 0) ^ (1 << random.int(8)));
};
const overwrite: Mutation = (bytes, random) => changed(bytes, at(bytes, random), random.pick(awkward));
/** Two or four bytes at once, as a length is. */
const inflate: Mutation = (bytes, random) => {
  const copy = bytes.slice();
  const place = at(bytes, random);
  copy.fill(random.pick(awkward), place, place + random.pick([2, 4]));
  return copy;
};
const cut: Mutation = (bytes, random) => bytes.subarray(0, at(bytes, random));
const remove: Mutation = (bytes, random) => {
  const place = at(bytes, random);
  return concat(bytes.subarray(0, place), bytes.subarray(place + 1 + random.int(16)));
};
const insert: Mutation = (bytes, random) => {
  const place = at(bytes, random);
  const more = new Uint8Array(1 + random.int(16)).fill(random.pick(awkward));
  return concat(bytes.subarray(0, place), more, bytes.subarray(place));
};
/** A part of it once more: elements that come twice, and one too many. */
const repeat: Mutation = (bytes, random) => {
  const from = at(bytes, random);
  const to = from + 1 + random.int(64);
  return concat(bytes.subarray(0, to), bytes.subarray(from));
};
const splice: Mutation = (bytes, random, other) =>
  concat(bytes.subarray(0, at(bytes, random)), other.subarray(at(other, random)));

const mutations: readonly Mutation[] = [flip, flip, overwrite, inflate, cut, remove, insert, repeat, splice];

/** One to four changes; `other` is good input of whatever kind. */
export const mutated = (bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array => {
  // A copy, and no Buffer: the slice of one is a view of the same bytes.
  let result = new Uint8Array(bytes);
  for (let left = 1 + random.int(4); left > 0; left -= 1)
    result = new Uint8Array(random.pick(mutations)(result, random, other).subarray(0, mostBytes));
  return result;
};
