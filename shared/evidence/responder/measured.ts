/** MEASUREMENTS of a simulated device: how many, one, or all; signed where that was asked for. */
import { concat } from '../bytes/concat.js';
import { u16, u24, u8 } from '../bytes/write.js';
import { responseCodes } from '../spdm/codes.js';
import { blockBytes, firmwareIndex, type MadeBlock } from './blocks.js';
import { perhapsBent } from './identity.js';
import { contextOf, draw, type Handler, header, refuse, signTranscript, type Turn } from './turn.js';

const changed = (turn: Turn): boolean =>
  turn.device.faults.has('changing-evidence') &&
  // Where a TSM holds the lock, what was measured before its session is no more what is measured in it.
  (turn.device.governed === null ? turn.state.interface.state !== 'CONFIG_UNLOCKED' : turn.secured);

/** What it measures now: firmware may have been changed behind a lock. */
const blocksNow = (turn: Turn): readonly MadeBlock[] =>
  changed(turn)
    ? turn.device.blocks.map((block) => (block.index === firmwareIndex ? turn.device.updated : block))
    : turn.device.blocks;

const selection = (blocks: readonly MadeBlock[], operation: number): readonly MadeBlock[] => {
  if (operation === 0) return [];
  return operation === 0xff ? blocks : blocks.filter(({ index }) => index === operation);
};

/** Content changed (1) or not (2) since the last signed answer. */
const changeBits = (turn: Turn): number => (changed(turn) && !turn.state.toldChange ? 0x10 : 0x20);

const vcaOf = ({ state, transcripts, secured }: Turn): Uint8Array | null =>
  // A session is within its connection: both are over the connection's VCA.
  secured ? state.transcripts.vca : transcripts.vca;

/** As if an earlier request had been answered: its nonce, after four bytes of header, was another. */
const replayed = ({ bytes }: Turn, own: Uint8Array, answer: Uint8Array): Uint8Array => {
  const nonceAt = own.length - answer.length - bytes.length + 4;
  return own.map((byte, at) => (at >= nonceAt && at < nonceAt + 32 ? byte ^ 0xff : byte));
};

export const answerMeasurements: Handler = (turn) => {
  const { device, message: asked, transcripts } = turn;
  const { body } = asked;
  if (body.kind !== 'get-measurements' || body.slot !== 0) return refuse('invalidRequest');
  const blocks = blocksNow(turn);
  const selected = selection(blocks, body.operation);
  if (body.operation !== 0 && selected.length === 0) return refuse('invalidRequest');
  const record = concat(...selected.map(blockBytes));
  const [nonce, state] = draw(turn, 32);
  const counted = body.operation === 0 ? blocks.length : 0;
  const answer = concat(
    header(state.version, responseCodes.MEASUREMENTS, [counted, body.signed ? changeBits(turn) : 0]),
    u8(selected.length),
    u24(record.length),
    record,
    nonce,
    u16(0),
    contextOf(turn),
  );
  if (!body.signed) return { state, message: answer, signed: false };
  const vca = vcaOf(turn);
  const own = transcripts.measurements(answer);
  if (vca === null || own === null) return refuse('unexpectedRequest');
  const over = device.faults.has('replayed-nonce') ? replayed(turn, own, answer) : own;
  const signature = signTranscript(turn, 'responder-measurements signing', concat(vca, over));
  const told = { ...state, toldChange: state.toldChange || changed(turn) };
  return { state: told, message: concat(answer, perhapsBent(turn, signature)), signed: true };
};
