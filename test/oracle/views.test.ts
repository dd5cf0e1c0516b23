/** What the window shows of captures that others made: every row's bytes are there, in the piece it names. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { readPlaintext } from '../../main/evidence/plaintext.js';
import type { Field } from '../../shared/evidence/bytes/field.js';
import { readChainFile } from '../../shared/evidence/certificate/chain.js';
import { collect } from '../../shared/evidence/view/collection.js';
import type { Spot } from '../../shared/evidence/view/model.js';
import { pieceOf } from '../../shared/evidence/view/pieces.js';
import { collectionView } from '../../shared/evidence/view/view.js';
import { captures, oracle } from './place.js';

const file = (name: string, part: string): Uint8Array => new Uint8Array(readFileSync(oracle('spdm', name, part)));

/** Places of all that can be picked. */
const spotsIn = (value: unknown): readonly Spot[] => {
  if (Array.isArray(value)) return value.flatMap(spotsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'piece' in value && 'offset' in value && 'length' in value ? [value as Spot] : [];
  return [...own, ...Object.values(value).flatMap(spotsIn)];
};

const within = (fields: readonly Field[], end: number): boolean =>
  fields.every(({ offset, length, fields: inner }) => offset + length <= end && within(inner, offset + length));

describe.each(captures())('the view of %s', (name) => {
  it('passes under its root, and has the bytes of every row', () => {
    const anchors = readChainFile(file(name, 'root0.der'), 'root').links.map(({ certificate }) => certificate);
    const judging = {
      anchors,
      references: null,
      at: Date.UTC(2026, 10, 1),
      nonce: null,
      cryptography: nodeCryptography,
    };
    const session = readPlaintext(readFileSync(oracle('spdm', name, 'messages.json'), 'utf8'), 'messages.json');
    if (typeof session === 'string') throw new Error(session);
    const collection = collect({ kind: 'capture', name, bytes: file(name, 'session.pcap'), session }, judging);
    const view = collectionView(collection, { id: 'collection-1', judged: 1, allows: [] });
    expect(view.exchanges.map(({ verdict }) => verdict)).toEqual(view.exchanges.map(() => 'pass'));
    expect(view.messages.filter(({ trouble }) => trouble !== null)).toEqual([]);
    const spots = spotsIn(view);
    expect(spots.length).toBeGreaterThan(20);
    for (const { piece, offset, length } of spots)
      expect(offset + length, piece).toBeLessThanOrEqual(pieceOf(collection, piece)?.length ?? 0);
    // A row without bytes would be one whose place was lost.
    for (const { checks } of view.exchanges) expect(checks.filter(({ spot }) => spot === null)).toEqual([]);
    for (const { piece } of view.messages) {
      const shown = pieceOf(collection, piece);
      expect(shown?.fields.length, piece).toBeGreaterThan(0);
      expect(within(shown?.fields ?? [], shown?.length ?? 0), piece).toBe(true);
    }
  });
});
