/** DIGESTS, CERTIFICATE and CHALLENGE_AUTH: who a simulated device is. */
import { concat } from '../bytes/concat.js';
import { u16 } from '../bytes/write.js';
import { responseCodes } from '../spdm/codes.js';
import { blockBytes } from './blocks.js';
import { contextOf, draw, type Handler, hashNameOf, header, refuse, signTranscript, type Turn } from './turn.js';

/** Only slot 0 holds a chain. */
const slots = 0x01;
/** Of a chain in one answer: what small mailboxes take. */
const largestPortion = 1024;
const beforePortion = 8;

export const answerDigests: Handler = ({ device, state }) => ({
  state,
  // From 1.3 on the first parameter says which slots there are at all.
  message: concat(
    header(state.version, responseCodes.DIGESTS, [state.version >= 0x13 ? slots : 0, slots]),
    device.chainDigest,
  ),
  signed: false,
});

export const answerCertificate: Handler = ({ device, state, message: { body } }) => {
  if (body.kind !== 'get-certificate' || body.slot !== 0) return refuse('invalidRequest');
  const { chain } = device;
  if (body.offset >= chain.length || body.length === 0) return refuse('invalidRequest');
  const length = Math.min(body.length, largestPortion, state.transfer - beforePortion);
  const portion = chain.subarray(body.offset, body.offset + length);
  const remainder = chain.length - body.offset - portion.length;
  const message = concat(
    header(state.version, responseCodes.CERTIFICATE),
    u16(portion.length),
    u16(remainder),
    portion,
  );
  return { state, message, signed: false };
};

/** Hash over all blocks, as they stand in a record: everything here counts as part of the TCB. */
export const summaryOf = ({ device, secrets }: Turn, asked: number): Uint8Array | null => {
  if (asked === 0) return new Uint8Array(0);
  if (asked !== 1 && asked !== 0xff) return null;
  return secrets.hash(hashNameOf(device), concat(...device.blocks.map(blockBytes)));
};

/** The fault that turns a bit of a signature, where the device has it. */
export const perhapsBent = ({ device }: Turn, signature: Uint8Array): Uint8Array => {
  if (!device.faults.has('bad-signature')) return signature;
  return signature.map((byte, at) => (at === 10 ? byte ^ 1 : byte));
};

export const answerChallenge: Handler = (turn) => {
  const { device, message, transcripts, secured } = turn;
  const { body } = message;
  if (secured) return refuse('unexpectedRequest');
  if (body.kind !== 'challenge' || body.slot !== 0) return refuse('invalidRequest');
  const summary = summaryOf(turn, body.summary);
  if (summary === null) return refuse('invalidRequest');
  const [nonce, state] = draw(turn, 32);
  const head = header(state.version, responseCodes.CHALLENGE_AUTH, [0, slots]);
  const answer = concat(head, device.chainDigest, nonce, summary, u16(0), contextOf(turn));
  const vca = transcripts.vca;
  const own = transcripts.challenge(answer);
  if (vca === null || own === null) return refuse('unexpectedRequest');
  const signature = signTranscript(turn, 'responder-challenge_auth signing', concat(vca, own));
  return { state, message: concat(answer, perhapsBent(turn, signature)), signed: true };
};
