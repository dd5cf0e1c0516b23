/** Measurements held against each other: the hash over them in a challenge's answer, and the rows of sessions that take turns. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, type DeviceOptions, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import { good, verdictLines } from '../../test/fixtures/evidence/verdictLines.js';

let chain: readonly [Issued, Issued, Issued];
beforeAll(() => {
  chain = makeChain();
});

const device = (options: Partial<DeviceOptions> = {}) => testDevice({ chain, version: 0x12, ...options });

const start = ({ vca, digests, certificates }: ReturnType<typeof testDevice>) => [...vca, ...digests, ...certificates];

const judge = (messages: readonly Uint8Array[]) => verdictLines(heard(messages), [chain[0]]);

describe('the hash over measurements in a challenge’s answer', () => {
  const rom = block(1, 0, new Uint8Array(64).fill(1));
  const version = block(2, 0x86, new Uint8Array(20).fill(2));
  const measured = [rom, version];
  const of = (summed: readonly Buffer[], { summary = 0xff, oneByOne = false, said = measured } = {}) => {
    const one = device({ summed });
    return judge([...start(one), ...one.challenge(undefined, summary), ...one.measurements(said, oneByOne)]);
  };
  const both = [good('challenge'), good('measurements')];
  const odd = ['challenge of slot 0: signature pass, chain pass, fail', good('measurements')];

  it('is held against what the device measured: the same passes, another fails', () => {
    expect(of(measured)).toEqual(both);
    expect(of([rom])).toEqual(odd);
    expect(of([version, rom])).toEqual(odd);
  });

  it('is left alone where nobody can say what it is over', () => {
    // One by one, and nothing says that these are all.
    expect(of([rom], { oneByOne: true })).toEqual(both);
    // A bit stream, where the hash is over its digest.
    expect(of([rom], { said: [block(1, 0x81, new Uint8Array(20))] })).toEqual(both);
  });

  it('of the TCB is over all blocks, over the immutable code’s, or over what the device alone knows', () => {
    for (const summed of [measured, [rom], [version]]) expect(of(summed, { summary: 1 })).toEqual(both);
  });

  it('may be over the blocks without their headers up to 1.1, and not from 1.2 on', () => {
    const verdicts = [0x10, 0x11, 0x12].map((spdm) => {
      const one = device({ version: spdm, summed: measured.map((each) => each.subarray(4)) });
      return judge([...start(one), ...one.challenge(undefined, 0xff), ...one.measurements(measured)]);
    });
    expect(verdicts).toEqual([both, both, odd]);
  });

  it('is held against no other connection’s measurements', () => {
    const [one, other] = [device({ summed: [rom] }), device()];
    const messages = [...start(one), ...one.challenge(undefined, 0xff), ...start(other)];
    expect(judge([...messages, ...other.measurements(measured)])).toEqual(both);
  });
});

describe('sessions', () => {
  it('that take turns keep their own rows of measurements', () => {
    const one = device();
    const turns = one.measurements([block(1, 0, new Uint8Array(64)), block(2, 0x86, new Uint8Array(20))], true);
    const inSession = (messages: readonly Uint8Array[], session: number) =>
      heard(messages).map((each) => ({ ...each, secured: true, session }));
    const all = [
      ...heard(start(one)),
      ...inSession(turns.slice(0, 2), 1),
      ...inSession(turns.slice(0, 2), 2),
      ...inSession(turns.slice(2), 1),
      ...inSession(turns.slice(2), 2),
    ];
    expect(verdictLines(all, [chain[0]])).toEqual([good('measurements'), good('measurements')]);
  });
});
