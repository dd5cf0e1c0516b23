/** The interface's states by the table of PCIe 7.0 §11: what each request does in each, and what it is refused with. */
import { describe, expect, it } from 'vitest';
import { bars, simulatedDevice, target } from '../../../test/fixtures/evidence/simulated.js';
import { nodeSecrets } from '../../../main/evidence/secrets.js';
import { concat } from '../bytes/concat.js';
import { parse } from '../bytes/reader.js';
import { u16, u64, u8, zeros } from '../bytes/write.js';
import { Transcripts } from '../exchange/transcripts.js';
import { request } from '../requester/line.js';
import { readMessage } from '../spdm/message.js';
import { nothingNegotiated } from '../spdm/negotiated.js';
import { checkReport } from '../tdisp/consistency.js';
import type { InterfaceId, TdispBody } from '../tdisp/message.js';
import { readInterfaceReport } from '../tdisp/report.js';
import { inEnvelope, tdispRequests as ask, writeTdisp } from '../tdisp/write.js';
import { disturbed, initialState, type ResponderState } from './state.js';
import { answerVendorDefined } from './tdispAnswers.js';

const device = simulatedDevice();

const read = (bytes: Uint8Array) => {
  const found = parse(bytes, (reader) => readMessage(reader, { negotiated: nothingNegotiated, request: null }));
  if (!found.ok) throw new Error(found.expected);
  return found.value;
};

interface Said {
  readonly state: ResponderState;
  readonly body: TdispBody;
}

const sayRaw = (state: ResponderState, tdisp: Uint8Array): Said => {
  const bytes = request([0x12, 0xfe], inEnvelope(tdisp));
  const turn = { device, secrets: nodeSecrets, state, message: read(bytes), bytes, secured: true };
  const said = answerVendorDefined({ ...turn, transcripts: new Transcripts() });
  if ('error' in said) throw new Error(`SPDM error ${said.error}`);
  const { body } = read(said.message);
  if (body.kind !== 'vendor-defined' || body.tdisp?.ok !== true) throw new Error('no TDISP message');
  expect(body.tdisp.value.interface).toEqual(target);
  return { state: said.state, body: body.tdisp.value.body };
};

const say = (state: ResponderState, code: number, body?: Uint8Array): Said =>
  sayRaw(state, writeTdisp(code, target, body));

const lockBody = (flags = 1, mmioOffset = 0n) => concat(u16(flags), u8(0), u8(0), u64(mmioOffset), u64(0n));

const standing = (state: ResponderState, name: 'locked' | 'run' | 'error' | 'unlocked'): ResponderState => {
  if (name === 'unlocked') return state;
  const { state: locked, body } = say(state, ask.lock, lockBody());
  if (name === 'locked' || body.kind !== 'locked') return locked;
  if (name === 'error') return { ...locked, interface: disturbed(locked.interface) };
  return say(locked, ask.start, body.nonce).state;
};

const standsIn = (name: Parameters<typeof standing>[1]): ResponderState => standing(initialState(), name);

describe('an interface', () => {
  it.each([
    ['unlocked', 'CONFIG_UNLOCKED'],
    ['locked', 'CONFIG_LOCKED'],
    ['run', 'RUN'],
    ['error', 'ERROR'],
  ] as const)('tells in %s how it stands', (name, state) => {
    expect(say(standsIn(name), ask.state).body).toEqual({ kind: 'state', state });
  });

  it.each(['locked', 'run', 'error'] as const)('refuses another lock in %s, and stays there', (name) => {
    const before = standsIn(name);
    const { state, body } = say(before, ask.lock, lockBody());
    expect(body).toEqual({ kind: 'error', code: 0x04, data: 0 });
    expect(state.interface).toEqual(before.interface);
  });

  it.each(['unlocked', 'run', 'error'] as const)('refuses to start in %s', (name) => {
    const before = standsIn(name);
    const { state, body } = say(before, ask.start, zeros(32));
    expect(body).toEqual({ kind: 'error', code: 0x04, data: 0 });
    expect(state.interface).toEqual(before.interface);
  });

  it('refuses to start by another nonce, stays locked, and starts by the right one once', () => {
    const locked = standsIn('locked');
    const wrong = say(locked, ask.start, zeros(32));
    expect(wrong.body).toEqual({ kind: 'error', code: 0x102, data: 0 });
    expect(wrong.state.interface.state).toBe('CONFIG_LOCKED');
    const nonce = locked.interface.nonce ?? zeros(0);
    const run = say(wrong.state, ask.start, nonce);
    expect(run.state.interface.state).toBe('RUN');
    expect(say(run.state, ask.start, nonce).body).toEqual({ kind: 'error', code: 0x04, data: 0 });
  });

  it('locks each time with a nonce of its own', () => {
    const once = standsIn('locked');
    const again = standing(say(once, ask.stop).state, 'locked');
    expect(again.interface.nonce).not.toEqual(once.interface.nonce);
  });

  it.each(['unlocked', 'locked', 'run', 'error'] as const)('stops in %s, and is unlocked', (name) => {
    const { state, body } = say(standsIn(name), ask.stop);
    expect(body).toEqual({ kind: 'stopped' });
    expect(state.interface.state).toBe('CONFIG_UNLOCKED');
  });

  it('refuses a lock with flags it cannot keep, or an offset that is no whole page', () => {
    for (const body of [lockBody(0x10), lockBody(0x8), lockBody(1, 0x800n)])
      expect(say(standsIn('unlocked'), ask.lock, body).body).toEqual({ kind: 'error', code: 0x01, data: 0 });
  });

  it('refuses what is for another interface, of another version, not known, or cut off', () => {
    const state = standsIn('unlocked');
    const others: readonly InterfaceId[] = [
      { requester: 0x0200, segment: null },
      { requester: 0x0100, segment: 0 },
    ];
    for (const to of others) expect(sayRaw(state, writeTdisp(ask.state, to)).body).toMatchObject({ code: 0x101 });
    const other = writeTdisp(ask.state, target);
    other[0] = 0x20;
    expect(sayRaw(state, other).body).toMatchObject({ code: 0x41 });
    expect(say(state, 0x88).body).toEqual({ kind: 'error', code: 0x07, data: 0x88 });
    expect(say(state, ask.lock, zeros(3)).body).toMatchObject({ code: 0x01 });
  });

  it('tells its version, and the requests it answers', () => {
    expect(say(standsIn('unlocked'), ask.version).body).toEqual({ kind: 'version', versions: [0x10] });
    const { body } = say(standsIn('unlocked'), ask.capabilities, zeros(4));
    expect(body).toMatchObject({ kind: 'capabilities', requests: Object.values(ask), lock: 7, addressWidth: 52 });
  });
});

describe('its report', () => {
  it.each(['unlocked', 'error'] as const)('is not told in %s', (name) => {
    expect(say(standsIn(name), ask.report, concat(u16(0), u16(64))).body).toMatchObject({ kind: 'error', code: 0x04 });
  });

  it.each(['locked', 'run'] as const)('comes in portions in %s, and not from behind its end', (name) => {
    const state = standsIn(name);
    const parts: Uint8Array[] = [];
    for (let [offset, left] = [0, 1]; left > 0; ) {
      const { body } = say(state, ask.report, concat(u16(offset), u16(10)));
      if (body.kind !== 'report') throw new Error('no portion');
      parts.push(body.portion);
      offset += body.portion.length;
      left = body.remainder;
    }
    const whole = concat(...parts);
    expect(parse(whole, readInterfaceReport)).toMatchObject({ ok: true, length: whole.length });
    for (const from of [whole.length, 0xffff])
      expect(say(state, ask.report, concat(u16(from), u16(10))).body).toMatchObject({ kind: 'error', code: 0x01 });
    expect(say(state, ask.report, concat(u16(0), u16(0))).body).toMatchObject({ kind: 'error', code: 0x01 });
  });

  it.each([0n, 0x1234_5000n, 1n << 63n])('fits the BARs, with the offset %s of the lock added', (mmioOffset) => {
    const { state } = say(standsIn('unlocked'), ask.lock, lockBody(1, mmioOffset));
    const { body } = say(state, ask.report, concat(u16(0), u16(0xffff)));
    const report = body.kind === 'report' ? parse(body.portion, readInterfaceReport) : null;
    if (report?.ok !== true) throw new Error('no report');
    const rows = checkReport({ report: report.value, bars, mmioOffset, source: 'report' });
    expect(rows.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 8 }, () => 'pass'));
    expect(report.value.ranges.map(({ id, pages }) => [id, pages])).toEqual([
      [0, 4],
      [2, 256],
    ]);
  });
});
