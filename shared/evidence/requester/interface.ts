/** Locks, reads, starts and stops a device's interface by TDISP, inside a session. */
import { concat } from '../bytes/concat.js';
import { u16, u64, u8 } from '../bytes/write.js';
import { requestCodes as q, responseCodes as a } from '../spdm/codes.js';
import { tdispErrorName, tdispName, type TdispStateName } from '../tdisp/codes.js';
import type { InterfaceId, TdispBody } from '../tdisp/message.js';
import { inEnvelope, tdispRequests, writeTdisp } from '../tdisp/write.js';
import { askAndRead, type Connection } from './connect.js';
import { type Line, request, Stopped } from './line.js';

export interface InterfaceLine {
  readonly line: Line;
  readonly connection: Connection;
  readonly target: InterfaceId;
}

type Kind = TdispBody['kind'];
type Of<K extends Kind> = TdispBody & { readonly kind: K };

const isOf = <K extends Kind>(body: TdispBody, kind: K): body is Of<K> => body.kind === kind;

/** Asks within the envelope; the answer is of this kind. */
const ask = async <K extends Kind>(
  { line, connection, target }: InterfaceLine,
  [code, kind]: readonly [number, K],
  body?: Uint8Array,
): Promise<Of<K>> => {
  const { version, negotiated } = connection;
  const asked = request([version, q.VENDOR_DEFINED_REQUEST], inEnvelope(writeTdisp(code, target, body)));
  const { message } = await askAndRead(line, asked, { code: a.VENDOR_DEFINED_RESPONSE, negotiated });
  const tdisp = message.body.kind === 'vendor-defined' ? message.body.tdisp : null;
  if (tdisp?.ok !== true) throw new Stopped(`The answer to ${tdispName(code)} is no TDISP message.`);
  const { body: found } = tdisp.value;
  if (found.kind === 'error')
    throw new Stopped(`The device refused ${tdispName(code)}: ${tdispErrorName(found.code)}.`);
  if (!isOf(found, kind)) throw new Stopped(`The device answered ${tdispName(code)} with something else.`);
  return found;
};

/** Version and capabilities, as a TSM learns them before it locks. */
export const greet = async (held: InterfaceLine): Promise<void> => {
  await ask(held, [tdispRequests.version, 'version']);
  await ask(held, [tdispRequests.capabilities, 'capabilities'], new Uint8Array(4));
};

/** The nonce that starts what was locked. @param mmioOffset Whole pages, added to the addresses of the report. */
export const lock = async (held: InterfaceLine, mmioOffset: bigint): Promise<Uint8Array> => {
  // No firmware update while it is locked.
  const body = concat(u16(1), u8(0), u8(0), u64(mmioOffset), u64(0n));
  return (await ask(held, [tdispRequests.lock, 'locked'], body)).nonce;
};

const mostPortions = 512;
const portion = 0xffff;

export const fetchReport = async (held: InterfaceLine): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  for (let offset = 0; parts.length < mostPortions; ) {
    const answer = await ask(held, [tdispRequests.report, 'report'], concat(u16(offset), u16(portion)));
    if (answer.portion.length === 0) throw new Stopped('A portion of the interface report is empty.');
    parts.push(answer.portion);
    offset += answer.portion.length;
    if (answer.remainder === 0) return concat(...parts);
  }
  throw new Stopped(`The interface report takes more than ${mostPortions} portions.`);
};

export const stateOf = async (held: InterfaceLine): Promise<TdispStateName> =>
  (await ask(held, [tdispRequests.state, 'state'])).state;

export const start = async (held: InterfaceLine, nonce: Uint8Array): Promise<void> => {
  await ask(held, [tdispRequests.start, 'started'], nonce);
};

export const stop = async (held: InterfaceLine): Promise<void> => {
  await ask(held, [tdispRequests.stop, 'stopped']);
};
