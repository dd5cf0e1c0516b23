/** Evidence on its way down into a kernel that will keep it: the bundle that our module takes (test/vm/module/README.md). */
import { concat, sameBytes } from './bytes/concat.js';
import { ascii, u32 } from './bytes/write.js';
import { follow } from './exchange/conversation.js';
import type { Exchange } from './exchange/exchange.js';
import { type KeptEvidence, type KeptObject, keptTypes } from './kept.js';
import type { Collection } from './requester/collection.js';

/** Of a device's address, with at least one zero after it. */
const nameLength = 20;
const nonceLength = 32;

/** All that was signed, less the set-up where the version signs that too, and the signature: the measurement transcript as others import it. */
const signedOf = (exchange: Exchange | undefined): Uint8Array | null => {
  if (exchange?.kind !== 'measurements') return null;
  const { transcript, vca, body } = exchange;
  if (transcript === null || body.signature === null) return null;
  const begins = vca !== null && sameBytes(transcript.subarray(0, vca.length), vca);
  return concat(begins ? transcript.subarray(vca.length) : transcript, body.signature);
};

/** What a relying party needs of a collection: slot 0, set-up, the last signed measurements with what asked for them, and the report. */
export const objectsOf = ({ heard, interface: held }: Collection): readonly KeptObject[] => {
  const { chains, exchanges, vca } = follow(heard);
  const found: readonly (readonly [number, Uint8Array | null | undefined])[] = [
    [0, chains.find(({ slot }) => slot === 0)?.blob],
    [keptTypes.vca, vca],
    [keptTypes.measurements, signedOf(exchanges.findLast(({ kind }) => kind === 'measurements'))],
    [keptTypes.report, held?.report],
  ];
  return found.flatMap(([type, bytes]) => (bytes == null || bytes.length === 0 ? [] : [{ type, bytes }]));
};

/** Null where a name or a nonce does not fit, or there is nothing to keep. */
export const keptBundle = (device: string, { generation, nonce, objects }: KeptEvidence): Uint8Array | null => {
  if (device.length >= nameLength || nonce.length !== nonceLength || objects.length === 0) return null;
  const name = new Uint8Array(nameLength);
  name.set(ascii(device));
  const rest = concat(
    ...[name, u32(generation), nonce],
    ...objects.flatMap(({ type, bytes }) => [u32(type), u32(bytes.length), bytes]),
  );
  return concat(u32(rest.length + 4), rest);
};
