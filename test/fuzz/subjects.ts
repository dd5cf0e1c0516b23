/** What is fuzzed: every reader of evidence, each with good input of its kind to begin from. */
import { fromHex } from '../../shared/evidence/bytes/hex.js';
import { parse } from '../../shared/evidence/bytes/reader.js';
import { utf8 } from '../../shared/evidence/bytes/text.js';
import { readChainFile, readPemChain, readSlotChain } from '../../shared/evidence/certificate/chain.js';
import { follow } from '../../shared/evidence/exchange/conversation.js';
import { splitStream } from '../../shared/evidence/exchange/stream.js';
import { readIdeKm } from '../../shared/evidence/ide/message.js';
import { readMessage } from '../../shared/evidence/spdm/message.js';
import { nothingNegotiated } from '../../shared/evidence/spdm/negotiated.js';
import { readTdisp } from '../../shared/evidence/tdisp/message.js';
import { readInterfaceReport } from '../../shared/evidence/tdisp/report.js';
import { readCorim } from '../../shared/evidence/verify/corim.js';
import { simulatedSubjects } from './simulatedSubjects.js';
import { makeChain } from '../fixtures/evidence/authority.js';
import { block, heard, testDevice } from '../fixtures/evidence/device.js';
import { fileSubjects } from './fileSubjects.js';
import { sessionSubjects } from './sessionSubjects.js';

export interface Subject {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Of the inputs, against 1: less for what takes long. */
  readonly share?: number;
  /** Must return, or resolve, for every input. What it finds is not looked at. */
  readonly read: (bytes: Uint8Array) => unknown;
}

const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array();
const tdispHead = '0000efbe00000000000000000000';

const tdisp = [
  `1081${tdispHead}`,
  `1001${tdispHead}0110`,
  `1002${tdispHead}00000000fe${'00'.repeat(15)}070000000034ffff`,
  `1083${tdispHead}0700030000000000000000d00f00000000000000`,
  `1003${tdispHead}${'5a'.repeat(32)}`,
  `1004${tdispHead}08000000${'01'.repeat(8)}`,
  `107f${tdispHead}070000008a000000`,
].map(hex);

const report = hex(
  `0300000000000000000000000300000000000800000000000400000000000000${'00000900000000000800000008000200'}${'0000a0000000000008000000040003000c00'}0000746469737000`,
);

const ide = ['000001', '010001000100070000', `02000000000001${'a5'.repeat(32)}0000000001000000`, '03000000000001'].map(
  hex,
);

/** A request in two chunks, and what acknowledges them. */
const chunked = [
  '1285000700000000040000000800000012820000',
  '120500070000',
  '12850107010000000400000000004000',
  '1205000701001202000004000000aabbccdd',
].map(hex);

/** A CoMID of one digest, as CBOR with its tag. */
const corim = hex('d901f5a200676c6f636b73746570018158 20'.replaceAll(' ', '') + '00'.repeat(32));

/** Makes keys and certificates, so it takes a moment. */
export const subjects = async (): Promise<readonly Subject[]> => {
  const chain = makeChain();
  const device = testDevice({ chain, version: 0x12 });
  const [request, response] = device.measurements([block(1, 0x81, Buffer.from('firmware 1.0'))]);
  const measurements = [request, response].filter((one) => one !== undefined);
  const messages: readonly Uint8Array[] = [
    ...device.vca,
    ...device.digests,
    ...device.certificates,
    ...device.challenge(),
    ...chunked,
    ...measurements,
  ];
  const negotiated = follow(heard(messages)).negotiated;
  const whole = Buffer.concat(messages);
  const pem = chain
    .map(
      ({ der }) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`,
    )
    .join('');
  return [
    {
      name: 'SPDM message',
      seeds: messages,
      read: (bytes) => parse(bytes, (reader) => readMessage(reader, { negotiated, request: null })),
    },
    {
      name: 'SPDM conversation',
      seeds: [whole],
      read: (bytes) => follow(splitStream(bytes, 'x', nothingNegotiated).heard),
    },
    {
      // Each byte is one of the messages: lost, repeated, in any order.
      name: 'order of messages',
      seeds: [Uint8Array.from(messages.keys())],
      read: (bytes) => follow(heard([...bytes].map((at) => messages[at % messages.length] ?? new Uint8Array(0)))),
    },
    {
      name: 'certificate chain',
      seeds: [...chain.map(({ der }) => der), Buffer.from(pem), device.blob],
      read: (bytes) => [
        readChainFile(bytes, 'x'),
        readPemChain(utf8(bytes), 'x'),
        readSlotChain(bytes, { hashSize: 48, version: 0x12, source: 'x' }),
      ],
    },
    { name: 'TDISP message', seeds: tdisp, read: (bytes) => parse(bytes, readTdisp) },
    { name: 'interface report', seeds: [report], read: (bytes) => parse(bytes, readInterfaceReport) },
    { name: 'IDE key management', seeds: ide, read: (bytes) => parse(bytes, readIdeKm) },
    ...fileSubjects(messages, chain[0].der),
    ...simulatedSubjects(),
    ...(await sessionSubjects()),
    { name: 'CoRIM', seeds: [corim], read: (bytes) => readCorim(bytes, 'x') },
  ];
};
