/** The conversation as a sequence of messages: who spoke, what it was, and the one thing that is particular about it. */
import type { ReadMessage } from '../exchange/conversation.js';
import { codeName, isRequest, versionName } from '../spdm/codes.js';
import type { Body } from '../spdm/message.js';
import { tdispErrorName, tdispName } from '../tdisp/codes.js';
import type { TdispBody } from '../tdisp/message.js';
import { cut, plain } from './bounded.js';
import type { Collection } from './collection.js';
import { type MessageView, most } from './model.js';
import { placeOf } from './pieces.js';

const tdispNote = (body: TdispBody): string => {
  if (body.kind === 'error') return tdispErrorName(body.code);
  if (body.kind === 'state') return body.state;
  if (body.kind === 'report') return `${body.portion.length} bytes, ${body.remainder} more`;
  return body.kind === 'get-report' ? `from byte ${body.offset}` : '';
};

const slot = (n: number): string => `slot ${n}`;

const notes: { readonly [K in Body['kind']]?: (body: Extract<Body, { kind: K }>) => string } = {
  version: ({ versions }) => versions.map(versionName).join(', '),
  algorithms: ({ asym, hash }) => [asym?.name, hash?.toUpperCase()].filter(Boolean).join(', '),
  digests: ({ slots }) => slots.map((one) => slot(one.slot)).join(', '),
  'get-certificate': (body) => `${slot(body.slot)}, from byte ${body.offset}`,
  certificate: ({ portion, remainder }) => `${portion.length} bytes, ${remainder} more`,
  challenge: (body) => slot(body.slot),
  'challenge-auth': (body) => `${slot(body.slot)}, signed`,
  'get-measurements': ({ operation, signed }) => {
    const what = operation === 0 ? 'how many' : operation === 0xff ? 'all' : `index ${operation}`;
    return signed ? `${what}, to be signed` : what;
  },
  measurements: ({ blocks, count, signature }) =>
    `${count === null ? `${blocks.length} blocks` : `${count} indices`}${signature === null ? '' : ', signed'}`,
  'vendor-defined': ({ tdisp }) => (tdisp?.ok === true ? tdispNote(tdisp.value.body) : ''),
};

const noteOf = (body: Body): string => {
  // The key picks the note for exactly this body.
  const note = notes[body.kind] as ((body: Body) => string) | undefined;
  return note?.(body) ?? '';
};

const nameOf = ({ message: { header, body } }: ReadMessage): string => {
  if (body.kind !== 'vendor-defined') return codeName(header.code);
  if (body.tdisp?.ok === true) return tdispName(body.tdisp.value.code);
  return body.ide === null ? codeName(header.code) : 'IDE_KM';
};

export const messageViews = ({
  heard,
  conversation,
  troubles,
}: Collection): {
  readonly messages: readonly MessageView[];
  readonly more: number;
} => {
  const read = new Map(conversation.messages.map((one) => [placeOf(one.heard.range), one]));
  const wrong = new Map(troubles.map((one) => [placeOf(one.range), one]));
  const { shown, more } = cut(heard, most.messages);
  const messages = shown.map((one, n): MessageView => {
    const { bytes, number, range, secured } = one;
    const [known, trouble] = [read.get(placeOf(range)), wrong.get(placeOf(range))];
    const code = bytes[1];
    return {
      number,
      from: code === undefined ? 'unknown' : isRequest(code) ? 'requester' : 'responder',
      name: known === undefined || trouble !== undefined ? codeName(code ?? 0) : nameOf(known),
      note: plain(trouble?.why ?? (known === undefined ? '' : noteOf(known.message.body))),
      secured,
      length: known?.heard.bytes.length ?? bytes.length,
      at: range.offset,
      piece: `message-${n}`,
      trouble: trouble === undefined ? null : { at: trouble.at, why: plain(trouble.why) },
    };
  });
  return { messages, more };
};
