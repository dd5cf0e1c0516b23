/** A simulated device and the requester that drives it, judged by the verifier that judges real ones. */
import { describe, expect, it } from 'vitest';
import {
  answering,
  at,
  authority,
  bars,
  identity,
  nonce,
  requesterOf,
  root,
  simulatedDevice,
} from '../../test/fixtures/evidence/simulated.js';
import { readRevocationList } from '../../shared/evidence/certificate/revocationList.js';
import { collect } from '../../shared/evidence/requester/requester.js';
import type { RequesterOptions } from '../../shared/evidence/requester/requester.js';
import { revoke } from '../../shared/evidence/responder/authority.js';
import type { DeviceOptions } from '../../shared/evidence/responder/device.js';
import type { Fault } from '../../shared/evidence/responder/faults.js';
import { judgeCollection } from '../../shared/evidence/verify/judgeCollection.js';
import type { Check } from '../../shared/evidence/verify/verdict.js';
import { nodeCryptography } from './cryptography.js';
import { nodeSecrets } from './secrets.js';

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

describe('what is wrong with a device', () => {
  const references = {
    name: 'maker',
    values: simulatedDevice().blocks.map(({ index, value }) => ({ index, value, label: '' })),
  };
  const revocations = [revoke(authority, [simulatedDevice().serial], nodeSecrets)].map((der) => {
    const read = readRevocationList(der);
    if (!read.ok) throw new Error(read.expected);
    return read.list;
  });

  /** Rows that do not pass, of all exchanges and of the whole, without their words. */
  const rowsOf = async (fault: Fault | null) => {
    const faults = fault === null ? [] : [fault];
    const requester = requesterOf(answering(simulatedDevice({ faults })).carry);
    const collection = await collect(requester, 'start');
    const lists = fault === 'revoked-certificate' ? { revocations } : {};
    const judged = judgeCollection(collection, { ...judging, references, debug: 'refuse', ...lists });
    const checks = [...judged.judged.flatMap((each) => each.checks), ...judged.checks];
    const rows = checks.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => `${id} ${verdict}`);
    return { rows: [...new Set(rows)], verdict: judged.verdict };
  };

  it('is nothing: every row passes, also those of debug mode and references', async () => {
    expect(await rowsOf(null)).toEqual({ rows: [], verdict: 'pass' });
  });

  it.each<readonly [Fault, readonly string[]]>([
    ['expired-certificate', ['chain.2.validity fail']],
    ['revoked-certificate', ['chain.2.revocation fail']],
    ['wrong-root', ['chain.anchor no-reference']],
    ['bad-signature', ['signature fail']],
    ['replayed-nonce', ['signature fail']],
    ['changed-measurement', ['measurement.2.reference fail', 'measurement.5.reference fail']],
    ['debug-mode', ['measurement.254.reference fail', 'measurement.254.debug fail']],
    ['misfit-report', ['report.range.1.fits fail']],
    ['changing-evidence', ['measurement.2.reference fail', 'evidence.2.unchanged fail']],
  ])('%s: shows in its own row, and in no other', async (fault, expected) => {
    const { rows, verdict } = await rowsOf(fault);
    expect(rows.toSorted()).toEqual([...expected].toSorted());
    expect(verdict).not.toBe('pass');
  });

  it('truncated-chain: has no leaf, so that nothing it signed can be checked, and no session is opened', async () => {
    const { rows, verdict } = await rowsOf('truncated-chain');
    expect(rows).toContain('chain.form fail');
    expect(rows).toContain('chain.digest fail');
    expect(rows).toContain('signature not-checkable');
    expect(rows).toContain('steps.session not-checkable');
    expect(verdict).toBe('fail');
  });

  it('busy: is asked again, and what came of it passes', async () => {
    expect(await rowsOf('busy')).toEqual({ rows: [], verdict: 'pass' });
  });

  it('an older collection, told as if it were new, fails by the nonce that was issued now', async () => {
    const { collection } = await run();
    const issued = new Uint8Array(32).fill(9);
    const judged = judgeCollection(collection, { ...judging, nonce: issued });
    expect(judged.judged.map(({ checks }) => notPassed(checks).map((row) => row.split(':')[0]))).toEqual([
      ['nonce fail'],
      ['nonce fail'],
      ['nonce fail'],
    ]);
  });

  it('is told the same by two devices of one seed, byte by byte, and otherwise by another seed', async () => {
    const [one, other] = [await run(), await run()];
    expect(one.collection).toEqual(other.collection);
    const third = await run({ identity: { ...identity, serial: '0002' } });
    expect(third.judged.verdict).toBe('pass');
    expect(third.collection.passed.at(-1)?.object).not.toEqual(one.collection.passed.at(-1)?.object);
  });
});

describe('a session', () => {
  it('is lost with a record that does not open: the interface goes to ERROR, and STOP is no longer heard', async () => {
    const { line, requester } = await run();
    const bent = requester.collection.passed.findLast(({ sent }) => sent)?.object.slice() ?? new Uint8Array(0);
    bent[20] = (bent[20] ?? 0) ^ 1;
    const answer = await line.carry(bent);
    expect([...answer.subarray(8, 12)]).toEqual([0x13, 0x7f, 0x06, 0]);
    expect(line.state.interface.state).toBe('ERROR');
    expect(line.state.session).toBeNull();
    expect((await requester.stop())?.why).toContain('session required');
  });

  it('ends, and what was locked in it goes to ERROR; after a stop it is unlocked', async () => {
    const first = await run();
    expect(await first.requester.end()).toBeNull();
    expect(first.line.state.interface.state).toBe('ERROR');
    const second = await run();
    expect(await second.requester.stop()).toBeNull();
    expect(await second.requester.end()).toBeNull();
    expect(second.line.state.interface.state).toBe('CONFIG_UNLOCKED');
    expect(second.requester.collection.interface?.state).toBe('CONFIG_UNLOCKED');
  });

  it('shows nothing of what is said in it', async () => {
    const { collection } = await run();
    const sealed = collection.heard.filter(({ secured }) => secured);
    expect(sealed.length).toBeGreaterThan(10);
    for (const { number, bytes } of sealed.filter((each) => each.bytes.length > 16)) {
      const object = Buffer.from(collection.passed[number - 1]?.object ?? []);
      expect(object.includes(Buffer.from(bytes.subarray(0, 16)))).toBe(false);
    }
  });
});
