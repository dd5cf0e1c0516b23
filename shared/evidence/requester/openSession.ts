/** Opens a session with the key behind slot 0 (KEY_EXCHANGE and FINISH), and ends it. */
import { concat, sameBytes } from '../bytes/concat.js';
import { parse } from '../bytes/reader.js';
import type { Cryptography } from '../cryptography.js';
import { randomBytes } from '../randomness.js';
import type { Secrets } from '../secrets.js';
import { dataKeys, handshakeKeys } from '../session/keySchedule.js';
import { keyExchangeBody, readKeyExchangeAnswer, sessionNumber } from '../session/messages.js';
import { provesSession } from '../session/proof.js';
import { curveGroups, hashSizes } from '../spdm/algorithms.js';
import { requestCodes as q, responseCodes as a } from '../spdm/codes.js';
import type { Connection } from './connect.js';
import { type Line, must, request, Stopped } from './line.js';

export interface SessionMeans {
  readonly secrets: Secrets;
  readonly cryptography: Cryptography;
  /** Secret, and another for each session: keys are made from it. */
  readonly seed: Uint8Array;
}

/** Our half of a session's number. */
const ownHalf = 0xffff;

/** The line's messages go sealed from here on. Throws {@link Stopped} when the device does not prove itself. */
export const openSession = async (line: Line, connection: Connection, means: SessionMeans): Promise<number> => {
  const { secrets, seed } = means;
  const { version, curve, hash, bound, chain, negotiated, leaf } = connection;
  if (leaf === null) throw new Stopped('No session: the chain holds no key to open one with.');
  const draw = (label: string) => randomBytes({ seed, label, length: 32 }, secrets);
  const mine = secrets.privateKey(curve, draw('session key'));
  const body = keyExchangeBody({ session: ownHalf, random: draw('session random'), point: mine.point });
  const asked = request([version, q.KEY_EXCHANGE], body);
  const answer = await line.ask(asked, a.KEY_EXCHANGE_RSP);
  const point = curveGroups[curve].size;
  const sizes = { point, summary: 0, signature: negotiated.asym?.size ?? 0, proof: hashSizes[hash] };
  const { value: read, length } = must(
    'KEY_EXCHANGE_RSP',
    parse(answer, (reader) => readKeyExchangeAnswer(reader, sizes)),
  );
  if (read.mutual) throw new Stopped('The device asks for a certificate of this tool; it has none.');
  const before = concat(bound, secrets.hash(hash, chain), asked);
  const { signature, signatureAt, proofAt, proof } = read;
  const transcript = concat(before, answer.subarray(0, signatureAt));
  if (!provesSession({ negotiated, key: leaf.publicKey, transcript, signature }, means.cryptography))
    throw new Stopped('No session: KEY_EXCHANGE_RSP is not signed by the key of the chain.');
  const shared = secrets.agree(mine, read.point);
  if (shared === null) throw new Stopped('No session: the device’s point is not on the curve.');
  const derivation = { secrets, hash, version };
  const th = secrets.hash(hash, concat(before, answer.subarray(0, proofAt)));
  const keys = handshakeKeys(derivation, shared, th);
  if (!sameBytes(secrets.hmac(hash, keys.response.finished, th), proof))
    throw new Stopped('No session: the device did not come to the same secret.');
  const number = sessionNumber(ownHalf, read.session);
  const from = ({ request: out, response }: typeof keys) => ({
    number,
    outgoing: { direction: out, sequence: 0 },
    incoming: { direction: response, sequence: 0 },
  });
  line.session = from(keys);
  const said = concat(before, answer.subarray(0, length));
  const finishHead = request([version, q.FINISH]);
  const proven = secrets.hmac(hash, keys.request.finished, secrets.hash(hash, concat(said, finishHead)));
  const finish = concat(finishHead, proven);
  // FINISH_RSP inside the session is its header alone.
  const finished = (await line.ask(finish, a.FINISH_RSP)).subarray(0, 4);
  line.session = from(dataKeys(derivation, keys, secrets.hash(hash, concat(said, finish, finished))));
  return number;
};

export const endSession = async (line: Line, { version }: Connection): Promise<void> => {
  await line.ask(request([version, q.END_SESSION]), a.END_SESSION_ACK);
  line.session = null;
};
