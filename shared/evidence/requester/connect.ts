/** Sets a connection up, and fetches the chain of slot 0: whom we talk to, and by which rules. */
import { concat } from '../bytes/concat.js';
import { parse } from '../bytes/reader.js';
import { u16, u32, u8, zeros } from '../bytes/write.js';
import type { Certificate } from '../certificate/certificate.js';
import { readSlotChain } from '../certificate/chain.js';
import type { Curve, MakingHash } from '../secrets.js';
import { hashSizes } from '../spdm/algorithms.js';
import { requestCodes as q, responseCodes as a, type Version, versionName } from '../spdm/codes.js';
import { readMessage, type SpdmMessage } from '../spdm/message.js';
import { type Negotiated, negotiatedBy, nothingNegotiated } from '../spdm/negotiated.js';
import { type Line, must, request, Stopped } from './line.js';

export interface Connection {
  readonly version: Version;
  readonly negotiated: Negotiated;
  readonly curve: Curve;
  readonly hash: MakingHash;
  /** What sessions are bound to before the chain: VCA. */
  readonly bound: Uint8Array;
  /** As the slot delivered it. */
  readonly chain: Uint8Array;
  /** Null when the chain does not hold one. */
  readonly leaf: Certificate | null;
}

/** Encrypted and authenticated sessions with ECDHE. */
const capabilities = 0x40 | 0x80 | 0x200;
const largestMessage = 4608;
/** Versions this tool speaks, the best first. */
const spoken: readonly Version[] = [0x13, 0x12];

interface Read {
  readonly message: SpdmMessage;
  readonly bytes: Uint8Array;
}

/** Asks, and reads the answer by what was agreed on. */
export const askAndRead = async (
  line: Line,
  asked: Uint8Array,
  { code, negotiated }: { readonly code: number; readonly negotiated: Negotiated },
): Promise<Read> => {
  const answer = await line.ask(asked, code);
  const own = parse(asked, (reader) => readMessage(reader, { negotiated, request: null }));
  const context = { negotiated, request: own.ok ? own.value : null };
  const { value, length } = must(
    'The answer',
    parse(answer, (reader) => readMessage(reader, context)),
  );
  return { message: value, bytes: answer.subarray(0, length) };
};

const offer = (version: Version): Uint8Array => {
  const tables = [
    [2, 0x18],
    [3, 0x02],
    [5, 0x01],
  ] as const;
  return request(
    [version, q.NEGOTIATE_ALGORITHMS, tables.length],
    u16(32 + 4 * tables.length),
    u8(1),
    u8(2),
    u32(0x90),
    u32(0x03),
    zeros(16),
    ...tables.flatMap(([type, bits]) => [u8(type), u8(0x20), u16(bits)]),
  );
};

const agreed = (negotiated: Negotiated): { readonly curve: Curve; readonly hash: MakingHash } => {
  const { asym, hash } = negotiated;
  if (asym?.scheme === 'ecdsa-p384' && hash === 'sha384') return { curve: 'p384', hash };
  if (asym?.scheme === 'ecdsa-p256' && hash === 'sha256') return { curve: 'p256', hash };
  throw new Stopped(`The device chose ${asym?.name ?? 'an unknown signature'} with ${hash ?? 'an unknown hash'}.`);
};

const mostPortions = 256;

/** The whole blob: portions until nothing remains. */
const fetchChain = async (line: Line, negotiated: Negotiated): Promise<Uint8Array> => {
  const { version } = negotiated;
  const parts: Uint8Array[] = [];
  for (let offset = 0; parts.length < mostPortions; ) {
    const asked = request([version, q.GET_CERTIFICATE], u16(offset), u16(largestMessage));
    const { message } = await askAndRead(line, asked, { code: a.CERTIFICATE, negotiated });
    const { body } = message;
    if (body.kind !== 'certificate' || body.portion.length === 0) throw new Stopped('A portion of the chain is empty.');
    parts.push(body.portion);
    offset += body.portion.length;
    if (body.remainder === 0) return concat(...parts);
  }
  throw new Stopped(`The chain takes more than ${mostPortions} portions.`);
};

/** @param versions The versions to be spoken, where not all are. */
export const connect = async (line: Line, versions: readonly Version[] = spoken): Promise<Connection> => {
  const vca: Uint8Array[] = [];
  const say = async (asked: Uint8Array, code: number): Promise<SpdmMessage> => {
    const { message, bytes } = await askAndRead(line, asked, { code, negotiated: nothingNegotiated });
    vca.push(asked, bytes);
    return message;
  };
  const { body } = await say(request([0x10, q.GET_VERSION]), a.VERSION);
  const offered = body.kind === 'version' ? body.versions : [];
  const version = spoken.find((each) => versions.includes(each) && offered.includes(each));
  if (version === undefined)
    throw new Stopped(
      `The device speaks SPDM ${offered.map(versionName).join(', ')}; this tool asked for none of them.`,
    );
  const sizes = [u32(largestMessage), u32(largestMessage)];
  await say(request([version, q.GET_CAPABILITIES], zeros(4), u32(capabilities), ...sizes), a.CAPABILITIES);
  const { body: chosen } = await say(offer(version), a.ALGORITHMS);
  if (chosen.kind !== 'algorithms') throw new Stopped('The device chose no algorithms.');
  // Several keys are never asked for.
  const negotiated: Negotiated = { ...negotiatedBy(version, chosen, null), multiKey: false };
  const means = agreed(negotiated);
  await askAndRead(line, request([version, q.GET_DIGESTS]), { code: a.DIGESTS, negotiated });
  const chain = await fetchChain(line, negotiated);
  const { links, trouble } = readSlotChain(chain, {
    hashSize: hashSizes[means.hash],
    version,
    source: 'chain of slot 0',
  });
  const leaf = trouble === null ? (links.at(-1)?.certificate ?? null) : null;
  return { version, negotiated, ...means, bound: concat(...vca), chain, leaf };
};
