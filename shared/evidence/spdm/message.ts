/** One SPDM message: read by its code, in the light of what the connection agreed on and what was asked. */
import type { Reader } from '../bytes/reader.js';
import {
  type CertificatePortion,
  type Digests,
  type GetCertificate,
  readCertificate,
  readDigests,
  readGetCertificate,
} from './certificates.js';
import { type Challenge, type ChallengeAuth, readChallenge, readChallengeAuth } from './challenge.js';
import { requestCodes, responseCodes } from './codes.js';
import { type Header, readHeader } from './header.js';
import { type GetMeasurements, type Measurements, readGetMeasurements, readMeasurements } from './measurements.js';
import type { Negotiated } from './negotiated.js';
import { type Chunk, type ChunkAck, readChunk, readChunkAck, readSpdmError, type SpdmError } from './passing.js';
import {
  type Algorithms,
  type Capabilities,
  readAlgorithms,
  readCapabilities,
  readVersion,
  type VersionList,
} from './vca.js';
import { readVendorDefined, type VendorDefined } from './vendor.js';

/** A message whose inside nobody here needs; its length is the packet's. */
export interface Other {
  readonly kind: 'other';
}

export type Body =
  | VersionList
  | Capabilities
  | Algorithms
  | Digests
  | GetCertificate
  | CertificatePortion
  | Challenge
  | ChallengeAuth
  | GetMeasurements
  | Measurements
  | VendorDefined
  | SpdmError
  | Chunk
  | ChunkAck
  | Other;

export interface SpdmMessage {
  readonly header: Header;
  readonly body: Body;
}

export interface Context {
  readonly negotiated: Negotiated;
  /** The request that a response answers. */
  readonly request: SpdmMessage | null;
}

const asked = <K extends Body['kind']>(context: Context, kind: K): Extract<Body, { kind: K }> | null => {
  const body = context.request?.body;
  return body?.kind === kind ? (body as Extract<Body, { kind: K }>) : null;
};

type ReadBody = (reader: Reader, header: Header, context: Context) => Body;

const q = requestCodes;
const a = responseCodes;

const nothing: ReadBody = () => ({ kind: 'other' });

/** GET_VERSION and GET_DIGESTS are a header and no more: what follows it is padding. */
const bodies: Readonly<Record<number, ReadBody>> = {
  [q.GET_VERSION]: nothing,
  [q.GET_DIGESTS]: nothing,
  [a.VERSION]: (reader) => readVersion(reader),
  [q.GET_CAPABILITIES]: (reader, header) => readCapabilities(reader, header, true),
  [a.CAPABILITIES]: (reader, header) => readCapabilities(reader, header, false),
  [q.NEGOTIATE_ALGORITHMS]: (reader, header) => readAlgorithms(reader, header, true),
  [a.ALGORITHMS]: (reader, header) => readAlgorithms(reader, header, false),
  [a.DIGESTS]: (reader, header, { negotiated }) => readDigests(reader, header, negotiated),
  [q.GET_CERTIFICATE]: (reader, header) => readGetCertificate(reader, header),
  [a.CERTIFICATE]: (reader, header) => readCertificate(reader, header),
  [q.CHALLENGE]: (reader, header) => readChallenge(reader, header),
  [a.CHALLENGE_AUTH]: (reader, header, context) =>
    readChallengeAuth(reader, {
      header,
      negotiated: context.negotiated,
      asked: (asked(context, 'challenge')?.summary ?? 0) !== 0,
    }),
  [q.GET_MEASUREMENTS]: (reader, header) => readGetMeasurements(reader, header),
  [a.MEASUREMENTS]: (reader, header, context) =>
    readMeasurements(reader, {
      header,
      negotiated: context.negotiated,
      asked: asked(context, 'get-measurements'),
    }),
  [q.VENDOR_DEFINED_REQUEST]: (reader) => readVendorDefined(reader),
  [a.VENDOR_DEFINED_RESPONSE]: (reader) => readVendorDefined(reader),
  [a.ERROR]: (reader, header) => readSpdmError(reader, header),
  [q.CHUNK_SEND]: (reader, header) => readChunk(reader, header),
  [a.CHUNK_SEND_ACK]: (reader, header) => readChunkAck(reader, header),
  [a.CHUNK_RESPONSE]: (reader, header) => readChunk(reader, header),
};

/** Reads one message from where the reader stands, and no byte of padding after it. */
export const readMessage = (reader: Reader, context: Context): SpdmMessage => {
  const header = readHeader(reader);
  const read = bodies[header.code];
  if (read !== undefined) return { header, body: read(reader, header, context) };
  if (reader.left > 0) reader.rest('body');
  return { header, body: { kind: 'other' } };
};
