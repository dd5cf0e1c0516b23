/** Measurements held against each other: the hash over them in a challenge's answer, and the rows of sessions that take turns. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Issued, makeChain } from '../../test/fixtures/evidence/authority.js';
import { block, type DeviceOptions, heard, testDevice } from '../../test/fixtures/evidence/device.js';
import { good, summaries, verdictLines } from '../../test/fixtures/evidence/verdictLines.js';

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
  const open = 'challenge of slot 0: signature pass, chain pass, not-checkable';
  const odd = [open, good('measurements')];

  it('is held against what the device measured: the same passes, another does not', () => {
    expect(of(measured)).toEqual(both);
    expect(of([rom])).toEqual(odd);
    expect(of([version, rom])).toEqual(odd);
  });

  /** @param before Measured before the challenge; null for nothing. */
  const between = (before: readonly Buffer[] | null, summed: readonly Buffer[], after: readonly Buffer[]) => {
    const one = device({ summed });
    const first = before === null ? [] : one.measurements(before);
    return [...start(one), ...first, ...one.challenge([], 0xff), ...one.measurements(after)];
  };
  const updated = [rom, block(2, 0x86, new Uint8Array(20).fill(3))];

  it('is no fail after an update of the firmware, on one connection: measurements are of another moment', () => {
    expect(judge(between(null, measured, updated))).toEqual(odd);
    expect(judge(between(measured, measured, updated))).toEqual([good('measurements'), ...both]);
    expect(judge(between(updated, [rom], measured))).toEqual([good('measurements'), ...odd]);
    const said = summaries(between(null, measured, updated), [chain[0]]);
    const found = expect.stringMatching(
      /^missing: measurements of the same moment; those of message 16 at byte 0, taken after it, .* update of its firmware/,
    );
    expect(said).toMatchObject([{ verdict: 'not-checkable', found }]);
  });

  it('fails where the same was measured before and after it, and it is of something else', () => {
    const bad = 'challenge of slot 0: signature pass, chain pass, fail';
    expect(judge(between(measured, [rom], measured))).toEqual([good('measurements'), bad, good('measurements')]);
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
