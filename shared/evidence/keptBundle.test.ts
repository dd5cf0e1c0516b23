/** What of a collection a kernel may keep: enough for a verifier who gets nothing else, in the module's format. */
import { describe, expect, it } from 'vitest';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { answering, at, nonce, requesterOf, root, simulatedDevice } from '../../test/fixtures/evidence/simulated.js';
import { readChainFile } from './certificate/chain.js';
import { type KeptObject, keptTypes } from './kept.js';
import { keptBundle, objectsOf } from './keptBundle.js';
import type { Collection } from './requester/collection.js';
import { judgeFiles } from './verify/judgeFiles.js';
import type { Verdict } from './verify/verdict.js';

type Step = 'gather' | 'openSession' | 'lock';

const collected = async (version: 0x12 | 0x13, ...steps: readonly Step[]): Promise<Collection> => {
  const requester = requesterOf(answering(simulatedDevice({ versions: [version] })).carry);
  for (const step of steps) expect(await requester[step]()).toBeNull();
  return requester.collection;
};

const bytesOf = (objects: readonly KeptObject[], wanted: number): Uint8Array =>
  objects.find(({ type }) => type === wanted)?.bytes ?? new Uint8Array(0);

/** Verdicts of one who gets these objects and nothing else. */
const judge = (objects: readonly KeptObject[], over: Uint8Array): readonly Verdict[] => {
  const { judged, stopped } = judgeFiles(
    {
      chain: readChainFile(bytesOf(objects, 0), 'slot 0'),
      ...{ response: bytesOf(objects, keptTypes.measurements), vca: bytesOf(objects, keptTypes.vca) },
      ...{ request: null, version: null },
    },
    { anchors: [root], references: null, at, nonce: over, cryptography: nodeCryptography },
  );
  expect(stopped).toBeNull();
  return judged.map(({ verdict }) => verdict);
};

describe('what a kernel may keep', () => {
  it.each([
    ['1.2 in the clear', 0x12, ['gather']],
    ['1.3 in the clear', 0x13, ['gather']],
    ['1.2 in a session', 0x12, ['gather', 'openSession', 'lock']],
    ['1.3 in a session', 0x13, ['gather', 'openSession', 'lock']],
  ] as const)('R29 is all that a verifier needs, measured over SPDM %s', async (_, version, steps) => {
    const collection = await collected(version, ...steps);
    const objects = objectsOf(collection);
    const report = steps.length > 1 ? [keptTypes.report] : [];
    expect(objects.map(({ type }) => type)).toEqual([0, keptTypes.vca, keptTypes.measurements, ...report]);
    expect(judge(objects, nonce)).toEqual(['pass']);
    expect(judge(objects, new Uint8Array(32))).toEqual(['fail']);
    // One bit of a measured value.
    const measured = bytesOf(objects, keptTypes.measurements);
    measured.set([(measured[90] ?? 0) ^ 1], 90);
    expect(judge(objects, nonce)).toEqual(['fail']);
    expect(bytesOf(objects, keptTypes.report)).toEqual(collection.interface?.report ?? new Uint8Array(0));
  });

  it('is nothing of a device that said nothing', async () => {
    expect(objectsOf({ ...(await collected(0x12)), heard: [], interface: null })).toEqual([]);
  });
});

describe('a bundle', () => {
  const objects = [{ type: 9, bytes: Uint8Array.of(1, 2, 3) }];
  const kept = { generation: 258, nonce: new Uint8Array(32).fill(7), objects };

  it('is its length, address, generation, nonce, and each object with type and length', () => {
    const bundle = keptBundle('0000:02:00.0', kept) ?? new Uint8Array(0);
    const view = new DataView(bundle.buffer);
    expect([bundle.length, view.getUint32(0, true)]).toEqual([71, 71]);
    expect(Buffer.from(bundle.subarray(4, 24)).toString('latin1')).toBe('0000:02:00.0'.padEnd(20, '\0'));
    expect([24, 60, 64].map((offset) => view.getUint32(offset, true))).toEqual([258, 9, 3]);
    expect(bundle.subarray(28, 60)).toEqual(kept.nonce);
    expect(bundle.subarray(68)).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('is none where something does not fit', () => {
    expect(keptBundle('0'.repeat(20), kept)).toBeNull();
    expect(keptBundle('0000:02:00.0', { ...kept, nonce: new Uint8Array(31) })).toBeNull();
    expect(keptBundle('0000:02:00.0', { ...kept, objects: [] })).toBeNull();
  });
});
