/** What a simulated device says to wrong, early, late and senseless requests. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answering, requesterOf, simulatedDevice, target } from '../../../test/fixtures/evidence/simulated.js';
import { nodeSecrets } from '../../../main/evidence/secrets.js';
import { concat } from '../bytes/concat.js';
import { parse } from '../bytes/reader.js';
import { u16, u32, u8, zeros } from '../bytes/write.js';
import { request } from '../requester/line.js';
import { collect } from '../requester/requester.js';
import { openMessage, readSecured } from '../session/secured.js';
import { inEnvelope, tdispRequests, writeTdisp } from '../tdisp/write.js';
import { writeDoe } from '../transport/writeDoe.js';
import { handle } from './handle.js';
import { respond } from './respond.js';
import { initialState, type ResponderState } from './state.js';

const device = simulatedDevice();
const responder = { device, secrets: nodeSecrets };

/** The answer's SPDM message, from a state. */
const say = (state: ResponderState, message: Uint8Array) => {
  const { state: after, response } = respond(responder, state, writeDoe('spdm', message));
  return { state: after, answer: [...(response ?? []).slice(8)] };
};

/** A device that was connected to, in the clear. */
const connected = async (): Promise<ResponderState> => {
  const line = answering(device);
  await collect(requesterOf(line.carry, { versions: [0x12] }), 'measurements');
  return line.state;
};

const error = (code: number, data = 0, version = 0x12): readonly number[] => [version, 0x7f, code, data];

describe('in the clear, a device refuses', () => {
  it('what is no request, in what it was spoken to last', async () => {
    const state = await connected();
    expect(say(state, Uint8Array.of(1, 2)).answer).toEqual(error(0x01));
    expect(say(state, request([0x12, 0x61])).answer).toEqual(error(0x01));
    expect(say(initialState(), request([0x12, 0x61])).answer).toEqual(error(0x01, 0, 0x10));
  });

  it('what it does not know, by its code', async () => {
    expect(say(await connected(), request([0x12, 0xed])).answer).toEqual(error(0x07, 0xed));
    // No session from a secret that was shared beforehand.
    expect(say(await connected(), request([0x12, 0xe6], zeros(60))).answer).toEqual(error(0x07, 0xe6));
  });

  it('another version than the one agreed on, and one it does not speak', async () => {
    const state = await connected();
    expect(say(state, request([0x13, 0x81])).answer).toEqual(error(0x41));
    const early = say(initialState(), request([0x10, 0x84])).state;
    expect(say(early, request([0x14, 0xe1], zeros(4), u32(0), u32(4608), u32(4608))).answer).toEqual(
      error(0x41, 0, 0x10),
    );
    expect(say(early, request([0x11, 0x84])).answer).toEqual(error(0x41, 0, 0x10));
  });

  it('what comes before its time', async () => {
    expect(say(initialState(), request([0x10, 0x81])).answer).toEqual(error(0x04, 0, 0x10));
    const state = await connected();
    expect(say(state, request([0x12, 0xe1], zeros(4), u32(0), u32(4608), u32(4608))).answer).toEqual(error(0x04));
  });

  it('a slot it has not, an index it has not, and a portion behind the end', async () => {
    const state = await connected();
    expect(say(state, request([0x12, 0x82, 1], u16(0), u16(64))).answer).toEqual(error(0x01));
    expect(say(state, request([0x12, 0x82, 0], u16(0xfff0), u16(64))).answer).toEqual(error(0x01));
    expect(say(state, request([0x12, 0xe0, 0, 0x77])).answer).toEqual(error(0x01));
    expect(say(state, request([0x12, 0x83, 2, 0], zeros(32))).answer).toEqual(error(0x01));
  });

  it('an answer longer than the requester takes', () => {
    let state = say(initialState(), request([0x10, 0x84])).state;
    state = say(state, request([0x12, 0xe1], zeros(4), u32(0), u32(64), u32(64))).state;
    const algorithms = concat(u16(32), u8(1), u8(2), u32(0x80), u32(2), zeros(16));
    state = say(state, request([0x12, 0xe3], algorithms)).state;
    expect(say(state, request([0x12, 0xe0, 0, 0xff])).answer).toEqual(error(0x0d));
    // Certificates come in portions as small as is wanted.
    expect(say(state, request([0x12, 0x82], u16(0), u16(4096))).answer.length).toBe(64);
    // And no means for a session were agreed on.
    expect(say(state, request([0x12, 0xe4], zeros(200))).answer).toEqual(error(0x07, 0xe4));
  });

  it('TDISP, FINISH and END_SESSION: a session is required', async () => {
    const state = await connected();
    const tdisp = request([0x12, 0xfe], inEnvelope(writeTdisp(tdispRequests.version, target)));
    const { answer, state: after } = say(state, tdisp);
    expect(answer).toEqual(error(0x0b));
    expect(after.interface).toEqual(state.interface);
    expect(say(state, request([0x12, 0xe5], zeros(48))).answer).toEqual(error(0x0b));
    expect(say(state, request([0x12, 0xec])).answer).toEqual(error(0x0b));
    // A record of a session there is not.
    const record = writeDoe('secured', concat(u32(0xfffeffff), u16(20), zeros(20)));
    expect([...(respond(responder, state, record).response ?? []).slice(8)]).toEqual(error(0x0b));
  });

  it('a point that is on no curve, and a second session beside the first', async () => {
    const state = await connected();
    const exchange = (point: Uint8Array) => request([0x12, 0xe4], u16(1), u16(0), zeros(32), point, u16(0));
    expect(say(state, exchange(zeros(96))).answer).toEqual(error(0x01));
    const { point } = nodeSecrets.privateKey('p384', zeros(32));
    const { state: opened, answer } = say(state, exchange(point));
    expect(answer[1]).toBe(0x64);
    expect(say(opened, exchange(point)).answer).toEqual(error(0x0a));
  });

  it('a FINISH that does not prove the secret: a bit of it is enough, and the session is gone', async () => {
    const line = answering(device);
    const requester = requesterOf(async (object) => {
      const { session } = line.state;
      if (session === null) return line.carry(object);
      const record = parse(object.subarray(8), readSecured);
      const finish = record.ok ? openMessage(record.value, session.incoming, nodeSecrets) : null;
      if (finish === null) throw new Error('no FINISH');
      for (const [at, by] of [
        [4, 1],
        [finish.length - 1, 0x80],
      ] as const) {
        const bytes = finish.map((byte, n) => (n === at ? byte ^ by : byte));
        const { state, message } = handle(responder, line.state, { bytes, secured: true });
        expect([...message]).toEqual(error(0x06, 0, 0x13));
        expect(state.session).toBeNull();
        // The right one comes too late.
        expect([...handle(responder, state, { bytes: finish, secured: true }).message]).toEqual(error(0x04, 0, 0x13));
      }
      return line.carry(object);
    });
    // Untouched it opens the session.
    expect((await collect(requester, 'session')).stopped).toBeNull();
  });

  it('no question about what its mailbox holds', () => {
    const ask = (index: number) => respond(responder, initialState(), writeDoe('discovery', u32(index))).response;
    expect([0, 1, 2].map((index) => [...(ask(index) ?? []).slice(8)])).toEqual([
      [1, 0, 0, 1],
      [1, 0, 1, 2],
      [1, 0, 2, 0],
    ]);
    expect(respond(responder, initialState(), Uint8Array.of(2, 0, 1, 0, 3, 0, 0, 0)).response).toBeNull();
  });
});

describe('a device that is asked anything', () => {
  const start = connected();

  const code = fc.constantFrom(0x81, 0x82, 0x83, 0x84, 0xe0, 0xe1, 0xe3, 0xe4, 0xe5, 0xec, 0xfe, 0x86);
  const anything = fc
    .tuple(fc.constantFrom(0x10, 0x12, 0x13), code, fc.uint8Array({ maxLength: 200 }))
    .map(([version, what, rest]) => writeDoe('spdm', Uint8Array.of(version, what, ...rest)));
  const object = fc.oneof(
    anything,
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => writeDoe('secured', bytes)),
  );

  it('answers with an object or none, and never throws', async () => {
    const begin = await start;
    fc.assert(
      fc.property(fc.array(object, { maxLength: 10 }), (objects) => {
        let state = begin;
        for (const each of objects) {
          const answered = respond(responder, state, each);
          ({ state } = answered);
          if (answered.response !== null) expect(answered.response.length % 4).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('answers a whole conversation with bytes changed in it, and still begins anew after it', async () => {
    const line = answering(device);
    const { passed } = await collect(requesterOf(line.carry), 'start');
    const sent = passed.filter((each) => each.sent).map((each) => each.object);
    fc.assert(
      fc.property(fc.nat(sent.length - 1), fc.nat(400), fc.integer({ min: 1, max: 255 }), (...bend) => {
        const [which, at, by] = bend;
        let state = initialState();
        for (const [n, each] of sent.entries()) {
          const bent = n === which ? each.map((byte, place) => (place === at % each.length ? byte ^ by : byte)) : each;
          ({ state } = respond(responder, state, bent));
        }
        expect(say(state, request([0x10, 0x84])).answer[1]).toBe(0x04);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
