/** Judges every file of the oracle in whatever process this runs in, and tells what it found as plain data. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { readPlaintext } from '../../main/evidence/plaintext.js';
import { fromHex, toHex } from '../../shared/evidence/bytes/hex.js';
import type { Certificate } from '../../shared/evidence/certificate/certificate.js';
import { readChainFile } from '../../shared/evidence/certificate/chain.js';
import type { Heard } from '../../shared/evidence/exchange/conversation.js';
import { messagesOf } from '../../shared/evidence/transport/carried.js';
import { readPcap } from '../../shared/evidence/transport/pcap.js';
import { readCorim } from '../../shared/evidence/verify/corim.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { judgeFiles } from '../../shared/evidence/verify/judgeFiles.js';
import type { Judged, Judging } from '../../shared/evidence/verify/verifyExchange.js';

/** `challenge plain: signature pass, chain pass, verdict pass`. */
type Line = string;

export interface CaptureFound {
  readonly trusted: readonly Line[];
  readonly untrusted: readonly Line[];
  readonly troubles: readonly string[];
  /** Files of the capture that what was rebuilt equals, byte for byte; and those it does not. */
  readonly equal: readonly string[];
  readonly different: readonly string[];
}

export interface OracleFound {
  readonly captures: Readonly<Record<string, CaptureFound>>;
  readonly reports: Readonly<Record<string, readonly Line[]>>;
  /** How many reference values each has. */
  readonly corim: Readonly<Record<string, number>>;
}

const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

const judging = (anchors: readonly Certificate[]): Judging => ({
  anchors,
  references: null,
  at: Date.UTC(2026, 10, 1),
  nonce: null,
  cryptography: nodeCryptography,
});

const lineOf = ({ exchange, signature, chain, verdict }: Judged): Line =>
  `${exchange.kind} ${exchange.inSession ? 'in session' : 'plain'}: signature ${signature}, chain ${chain}, verdict ${verdict}`;

const heardIn = (folder: string): readonly Heard[] => {
  const capture = readPcap(bytesOf(join(folder, 'session.pcap')), 'session.pcap');
  if (!capture.ok) throw new Error(capture.expected);
  const plain = messagesOf(capture.value)
    .messages.filter(({ kind }) => kind === 'spdm')
    .map((message) => ({ ...message, secured: false }));
  const session = readPlaintext(readFileSync(join(folder, 'messages.json'), 'utf8'), 'messages.json');
  if (typeof session === 'string') throw new Error(session);
  return [...plain, ...session].toSorted((one, other) => one.number - other.number);
};

/** What was rebuilt, by the name its file has. */
const rebuilt = (judged: readonly Judged[], vca: Uint8Array | null): Readonly<Record<string, Uint8Array | null>> => {
  let nth = 0;
  const parts: Record<string, Uint8Array | null> = { 'vca.bin': vca };
  for (const { exchange } of judged) {
    const { kind, inSession, transcript, body } = exchange;
    const stem = kind === 'challenge' ? 'challenge' : inSession ? 'insession' : `meas${nth++}`;
    parts[`${stem}.${kind === 'challenge' ? 'm1m2' : 'l1l2'}.bin`] = transcript;
    parts[`${stem}.sig.bin`] = body.signature;
  }
  return parts;
};

const captureFound = (folder: string): CaptureFound => {
  const heard = heardIn(folder);
  const anchors = readChainFile(bytesOf(join(folder, 'root0.der')), 'root').links.map((link) => link.certificate);
  const { conversation, judged } = judgeConversation(heard, judging(anchors));
  const chains = conversation.chains.map(({ slot, blob }) => [`certchain_slot${slot}.spdm.bin`, blob] as const);
  const parts = Object.entries({ ...rebuilt(judged, conversation.vca), ...Object.fromEntries(chains) });
  const same = parts
    .filter(([name]) => existsSync(join(folder, name)))
    .map(([name, bytes]) => [name, toHex(bytes ?? new Uint8Array(0)) === toHex(bytesOf(join(folder, name)))] as const);
  return {
    trusted: judged.map(lineOf),
    untrusted: judgeConversation(heard, judging([])).judged.map(lineOf),
    troubles: conversation.troubles.map(({ why }) => why),
    equal: same.filter(([, equal]) => equal).map(([name]) => name),
    different: same.filter(([, equal]) => !equal).map(([name]) => name),
  };
};

const inFolder = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

const reportFound = (folder: string, name: string): readonly Line[] => {
  const file = (part: string): string => join(folder, part);
  const chain = readChainFile(bytesOf(file('sample_attestation_data__gpu__hopperCertChain.txt')), 'chain');
  const response = fromHex(readFileSync(file(name), 'utf8')) ?? new Uint8Array(0);
  const anchors = chain.links.slice(0, 1).map(({ certificate }) => certificate);
  return judgeFiles({ chain, response, request: null, vca: null, version: null }, judging(anchors)).judged.map(lineOf);
};

/** @param folder Where the oracle lies. */
export const judgeOracle = (folder: string): OracleFound => {
  const [spdm, nvidia, corim] = ['spdm', 'nvidia', 'corim'].map((part) => join(folder, part)) as [
    string,
    string,
    string,
  ];
  const captures = inFolder(spdm).filter((name) => existsSync(join(spdm, name, 'session.pcap')));
  const reports = inFolder(nvidia).filter((name) => name.includes('AttestationReport'));
  return {
    captures: Object.fromEntries(captures.map((name) => [name, captureFound(join(spdm, name))])),
    reports: Object.fromEntries(reports.map((name) => [name, reportFound(nvidia, name)])),
    corim: Object.fromEntries(
      inFolder(corim).map((name) => {
        const read = readCorim(bytesOf(join(corim, name)), name);
        return [name, read.ok ? read.references.values.length : 0];
      }),
    ),
  };
};
