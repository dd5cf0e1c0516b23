/** Asks a device to prove who it is, and what runs on it, over a nonce of the verifier's. */
import { u8, zeros } from '../bytes/write.js';
import { requestCodes as q, responseCodes as a } from '../spdm/codes.js';
import { askAndRead, type Connection } from './connect.js';
import { type Line, request } from './line.js';

/** From 1.3 on a requester adds eight bytes of its own; ours says nothing. */
const contextOf = ({ version }: Connection): Uint8Array => zeros(version >= 0x13 ? 8 : 0);

/** CHALLENGE of slot 0, with a hash over all measurements. */
export const challenge = async (line: Line, connection: Connection, nonce: Uint8Array): Promise<void> => {
  const { version, negotiated } = connection;
  const asked = request([version, q.CHALLENGE, 0, 0xff], nonce, contextOf(connection));
  await askAndRead(line, asked, { code: a.CHALLENGE_AUTH, negotiated });
};

/** How blocks are asked for. */
export type Asking = 'all at once' | 'one by one';

const signed = 1;

/** GET_MEASUREMENTS with a signature at its end: over all blocks in one answer, or over one answer each. */
export const measure = async (
  line: Line,
  connection: Connection,
  { nonce, asking }: { readonly nonce: Uint8Array; readonly asking: Asking },
): Promise<void> => {
  const { version, negotiated } = connection;
  const context = contextOf(connection);
  const ask = (operation: number, wanted: boolean) => {
    const proof = wanted ? [nonce, u8(0)] : [];
    const asked = request([version, q.GET_MEASUREMENTS, wanted ? signed : 0, operation], ...proof, context);
    return askAndRead(line, asked, { code: a.MEASUREMENTS, negotiated });
  };
  if (asking === 'all at once') {
    await ask(0xff, true);
    return;
  }
  // Indices have gaps, and asking for one that is not there begins the transcript anew: first it is learnt which there are.
  const { message } = await ask(0xff, false);
  const blocks = message.body.kind === 'measurements' ? message.body.blocks : [];
  for (const [n, { index }] of blocks.entries()) await ask(index, n === blocks.length - 1);
};
