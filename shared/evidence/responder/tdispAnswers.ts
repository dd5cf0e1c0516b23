/** TDISP of a simulated device, inside a session only: lock, report, start and stop of its one interface (PCIe 7.0 §11). */
import { concat, sameBytes } from '../bytes/concat.js';
import { u16, u32, u8, zeros } from '../bytes/write.js';
import { responseCodes } from '../spdm/codes.js';
import { tdispStates, tdispVersion } from '../tdisp/codes.js';
import type { TdispBody, TdispMessage } from '../tdisp/message.js';
import { inEnvelope, tdispErrorCode, tdispRequests, writeTdisp } from '../tdisp/write.js';
import { writeReport } from '../tdisp/writeReport.js';
import { type Governed, governedOf, isHeld, refusedMove, stateByte } from './governed.js';
import { type Interface, type ResponderState, unlocked } from './state.js';
import { draw, type Handler, header, refuse, type Turn } from './turn.js';

const errorCodes = {
  invalidRequest: 0x01,
  invalidState: 0x04,
  unsupportedRequest: 0x07,
  versionMismatch: 0x41,
  invalidInterface: 0x101,
  invalidNonce: 0x102,
} as const;

/** No firmware update, 128 byte lines, MSI-X: the flags a lock can keep here. */
const lockFlagsKept = 0x0007;
const addressWidth = 52;
/** Of a report in one answer. */
const largestPortion = 512;

/** Bits of the requests that are answered: bit 0 is 0x80. */
const requestBits = (): Uint8Array => {
  const bits = zeros(16);
  for (const code of Object.values(tdispRequests)) bits[0] = (bits[0] ?? 0) | (1 << (code - 0x80));
  return bits;
};

type Answer =
  | { readonly body: Uint8Array; readonly interface?: Interface; readonly state?: ResponderState }
  | { readonly error: keyof typeof errorCodes; readonly data?: number };

type Of<K extends TdispBody['kind']> = Extract<TdispBody, { kind: K }>;

const none = zeros(0);
const lock = (turn: Turn, { flags, mmioOffset, peers }: Of<'lock'>): Answer => {
  if (turn.state.interface.state !== 'CONFIG_UNLOCKED') return { error: 'invalidState' };
  // An offset moves whole pages; peers need the flag that binds them, which is not kept here.
  if ((flags & ~lockFlagsKept) !== 0 || mmioOffset % 4096n !== 0n || peers !== 0n) return { error: 'invalidRequest' };
  const [nonce, state] = draw(turn, 32);
  return { body: nonce, state, interface: { state: 'CONFIG_LOCKED', nonce, mmioOffset } };
};

const report = (
  { device }: Turn,
  { offset, length }: Of<'get-report'>,
  held: Pick<Interface, 'state' | 'mmioOffset'> & Pick<Governed, 'bars'>,
): Answer => {
  if (!isHeld(held)) return { error: 'invalidState' };
  const misfit = device.faults.has('misfit-report');
  const whole = writeReport({ bars: held.bars, mmioOffset: held.mmioOffset, misfit });
  if (offset >= whole.length || length === 0) return { error: 'invalidRequest' };
  const portion = whole.subarray(offset, offset + Math.min(length, largestPortion));
  return { body: concat(u16(portion.length), u16(whole.length - offset - portion.length), portion) };
};

const start = ({ state }: Turn, nonce: Uint8Array): Answer => {
  const current = state.interface;
  if (current.state !== 'CONFIG_LOCKED') return { error: 'invalidState' };
  if (current.nonce === null || !sameBytes(nonce, current.nonce)) return { error: 'invalidNonce' };
  return { body: none, interface: { ...current, state: 'RUN', nonce: null } };
};

const capabilities = (): Answer => ({
  body: concat(u32(0), requestBits(), u16(lockFlagsKept), zeros(3), u8(addressWidth), u8(1), u8(1)),
});

/** Of an interface that a TSM holds; it was locked without a reporting offset. */
const answerGoverned = (
  turn: Turn,
  governed: readonly Governed[],
  { code, interface: target, body }: TdispMessage,
): Answer => {
  const held = governedOf(governed, target);
  if (held === null) return { error: 'invalidInterface' };
  const refused = refusedMove(body.kind, held);
  if (refused !== null) return { error: refused };
  switch (body.kind) {
    case 'get-version':
      return { body: concat(u8(1), u8(tdispVersion)) };
    case 'get-capabilities':
      return capabilities();
    case 'get-report':
      return report(turn, body, { ...held, mmioOffset: 0n });
    case 'get-state':
      return { body: stateByte(held) };
    default:
      return { error: 'unsupportedRequest', data: code };
  }
};

const answerOf = (turn: Turn, message: TdispMessage): Answer => {
  const { version, code, interface: target, body } = message;
  const { device, state } = turn;
  if (version >> 4 !== tdispVersion >> 4) return { error: 'versionMismatch' };
  if (device.governed !== null) return answerGoverned(turn, device.governed, message);
  if (target.requester !== device.target.requester || target.segment !== device.target.segment)
    return { error: 'invalidInterface' };
  switch (body.kind) {
    case 'get-version':
      return { body: concat(u8(1), u8(tdispVersion)) };
    case 'get-capabilities':
      return capabilities();
    case 'lock':
      return lock(turn, body);
    case 'get-report':
      return report(turn, body, { ...state.interface, bars: device.bars });
    case 'get-state':
      return { body: u8(tdispStates.indexOf(state.interface.state)) };
    case 'start':
      return start(turn, body.nonce);
    case 'stop':
      return { body: none, interface: unlocked };
    default:
      return { error: 'unsupportedRequest', data: code };
  }
};

export const answerVendorDefined: Handler = (turn) => {
  const { device, state, message, secured } = turn;
  // What locks and starts an interface is worth nothing where anybody can say it.
  if (!secured) return refuse('sessionRequired');
  const { body } = message;
  if (body.kind !== 'vendor-defined' || body.tdisp === null) return refuse('unsupportedRequest', message.header.code);
  const asked = body.tdisp.ok ? body.tdisp.value : null;
  const answer: Answer = asked === null ? { error: 'invalidRequest' } : answerOf(turn, asked);
  const named = device.governed === null ? device.target : (asked?.interface ?? device.target);
  const tdisp =
    'error' in answer
      ? writeTdisp(tdispErrorCode, named, concat(u32(errorCodes[answer.error]), u32(answer.data ?? 0)))
      : writeTdisp((asked?.code ?? 0) & 0x7f, named, answer.body);
  const after =
    'error' in answer ? state : { ...(answer.state ?? state), interface: answer.interface ?? state.interface };
  return {
    state: after,
    message: concat(header(state.version, responseCodes.VENDOR_DEFINED_RESPONSE), inEnvelope(tdisp)),
    signed: false,
  };
};
