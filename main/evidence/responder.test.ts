/** A simulated device and the requester that drives it, judged by the verifier that judges real ones. */
import { describe, expect, it } from 'vitest';
import {
  answering,
  at,
  bars,
  nonce,
  requesterOf,
  root,
  simulatedDevice,
} from '../../test/fixtures/evidence/simulated.js';
import { collect } from '../../shared/evidence/requester/requester.js';
import type { RequesterOptions } from '../../shared/evidence/requester/requester.js';
import type { DeviceOptions } from '../../shared/evidence/responder/device.js';
import { judgeCollection } from '../../shared/evidence/verify/judgeCollection.js';
import type { Check } from '../../shared/evidence/verify/verdict.js';
import { nodeCryptography } from './cryptography.js';

const judging = { anchors: [root], references: null, at, cryptography: nodeCryptography, bars };

const run = async (device: Partial<DeviceOptions> = {}, options: Partial<RequesterOptions> = {}) => {
  const line = answering(simulatedDevice(device));
  const requester = requesterOf(line.carry, options);
  const collection = await collect(requester, 'start');
  return { line, requester, collection, judged: judgeCollection(collection, judging) };
};

const notPassed = (checks: readonly Check[]): readonly string[] =>
  checks.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict, found }) => `${id} ${verdict}: ${found}`);

describe('a simulated device', () => {
  it.each([
    { version: 0x12, curve: 'p256', model: 'device', asking: 'all at once' },
    { version: 0x12, curve: 'p384', model: 'alias', asking: 'one by one' },
    { version: 0x13, curve: 'p256', model: 'alias', asking: 'all at once' },
    { version: 0x13, curve: 'p384', model: 'device', asking: 'one by one' },
  ] as const)('passes: version $version, $curve, model $model, $asking', async (how) => {
    const { version, curve, model, asking } = how;
    const options = { versions: [version], asking, mmioOffset: 0x10_0000n };
    const { collection, judged, line } = await run({ curve, model }, options);
    expect(collection.stopped).toBeNull();
    expect(judged.conversation.negotiated.version).toBe(version);
    expect([...judged.judged.flatMap(({ checks }) => notPassed(checks)), ...notPassed(judged.checks)]).toEqual([]);
    expect(judged.verdict).toBe('pass');
    expect(judged.judged.map(({ exchange }) => [exchange.kind, exchange.inSession])).toEqual([
      ['challenge', false],
      ['measurements', false],
      ['measurements', true],
    ]);
    expect(judged.judged.every(({ exchange }) => exchange.nonce?.every((byte, n) => byte === nonce[n]))).toBe(true);
    expect(collection.interface?.state).toBe('RUN');
    expect(line.state.interface.state).toBe('RUN');
  });
});
