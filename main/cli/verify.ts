/** `lockstep verify`: judges the signed exchanges of a capture, or of loose files. */
import { basename } from 'node:path';
import { type BundleFile, bundleOf } from '../../shared/evidence/bundle/bundle.js';
import { fromHex } from '../../shared/evidence/bytes/hex.js';
import type { Stop } from '../../shared/evidence/bytes/stop.js';
import { utf8 } from '../../shared/evidence/bytes/text.js';
import type { Certificate } from '../../shared/evidence/certificate/certificate.js';
import { readChainFile } from '../../shared/evidence/certificate/chain.js';
import { readRevocationList, type RevocationList } from '../../shared/evidence/certificate/revocationList.js';
import type { Heard } from '../../shared/evidence/exchange/conversation.js';
import type { Unread } from '../../shared/evidence/exchange/exchange.js';
import { isCapture, readCapture } from '../../shared/evidence/transport/capture.js';
import { messagesOf, type Transport } from '../../shared/evidence/transport/carried.js';
import { looksLikeCorim, readCorim } from '../../shared/evidence/verify/corim.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { judgeFiles } from '../../shared/evidence/verify/judgeFiles.js';
import { readJsonReferences } from '../../shared/evidence/verify/readReferences.js';
import type { References } from '../../shared/evidence/verify/references.js';
import { exchangesJson, sessionJson } from '../../shared/evidence/verify/verdictJson.js';
import type { Judged, Judging } from '../../shared/evidence/verify/verifyExchange.js';
import { failedIn, type JudgedSession } from '../../shared/evidence/verify/verifyOpening.js';
import { nodeCryptography } from '../evidence/cryptography.js';
import { readPlaintext } from '../evidence/plaintext.js';
import { readEvidenceFile } from '../evidence/readFile.js';
import type { Invocation } from './cli.js';
import { writeBundle } from './bundle.js';
import { badUsage, Ending, type ExitCode } from './ending.js';
import { codeOf, rowsOf, sessionRowsOf } from './verdictRows.js';

const load = async (path: string): Promise<Uint8Array> => {
  const read = await readEvidenceFile(path);
  if (!read.ok) throw new Ending(read.why, 2);
  return read.bytes;
};

/** Binary, or the same as hex text. */
const loadMessages = async (path: string): Promise<Uint8Array> => {
  const bytes = await load(path);
  return fromHex(utf8(bytes)) ?? bytes;
};

const text = (flag: string | boolean | readonly string[] | undefined): string | null =>
  typeof flag === 'string' ? flag : null;

const list = (flag: string | boolean | readonly string[] | undefined): readonly string[] =>
  Array.isArray(flag) ? flag : [];

const anchorsOf = async (paths: readonly string[]): Promise<readonly Certificate[]> => {
  const anchors: Certificate[] = [];
  for (const path of paths) {
    const { links, trouble } = readChainFile(await load(path), basename(path));
    if (trouble !== null) throw new Ending(`${path}: ${trouble}.`, 2);
    anchors.push(...links.map(({ certificate }) => certificate));
  }
  return anchors;
};

/** Revocation lists in DER. */
const revocationsOf = async (paths: readonly string[]): Promise<readonly RevocationList[]> => {
  const lists: RevocationList[] = [];
  for (const path of paths) {
    const read = readRevocationList(await load(path));
    if (!read.ok) throw new Ending(`${path} is no revocation list: expected ${read.expected}.`, 2);
    lists.push(read.list);
  }
  return lists;
};

const referencesOf = async (path: string | null): Promise<References | null> => {
  if (path === null) return null;
  const bytes = await load(path);
  const name = basename(path);
  const read = looksLikeCorim(bytes) ? readCorim(bytes, name) : readJsonReferences(utf8(bytes), name);
  if (!read.ok) throw new Ending(`${path} holds no reference values: ${read.why}.`, 2);
  return read.references;
};

const timeOf = (flag: string | null): number => {
  if (flag === null) return Date.now();
  const time = Date.parse(flag);
  if (Number.isNaN(time)) throw badUsage(`--at ${flag} is no time; write 2026-03-01 or 2026-03-01T12:00:00Z.`);
  return time;
};

const judgingOf = async ({ flags }: Invocation): Promise<Judging> => {
  const nonceText = text(flags.nonce);
  const nonce = nonceText === null ? null : fromHex(nonceText);
  if (nonceText !== null && nonce?.length !== 32) throw badUsage('--nonce takes 32 bytes as hex.');
  return {
    anchors: await anchorsOf(list(flags.trust)),
    references: await referencesOf(text(flags.reference)),
    at: timeOf(text(flags.at)),
    nonce,
    cryptography: nodeCryptography,
    revocations: await revocationsOf(list(flags.revoked)),
  };
};

interface Found {
  readonly judged: readonly Judged[];
  readonly sessions: readonly JudgedSession[];
  readonly unread: readonly Unread[];
  /** The files themselves, under names of ours. */
  readonly sources: readonly BundleFile[];
  /** What could not be made out, one sentence each. */
  readonly troubles: readonly string[];
}

const versionOf = (flag: string | null): number | null => {
  if (flag === null) return null;
  const parts = /^1\.([0-4])$/.exec(flag);
  if (parts === null) throw badUsage(`--spdm takes 1.0 to 1.4, not ${flag}.`);
  return 0x10 + Number(parts[1]);
};

/** What the person says that the capture is of; null: as it looks. */
const transportOf = (flag: string | null): Transport | null => {
  if (flag === null || flag === 'doe' || flag === 'mctp') return flag;
  throw badUsage(`--transport takes doe or mctp, not ${flag}.`);
};

const sourcesOf = (named: readonly (readonly [string, Uint8Array | null])[]): readonly BundleFile[] =>
  named.flatMap(([path, bytes]) => (bytes === null ? [] : [{ path, bytes }]));

const wordsOf = ({ at, expected, found }: Stop): string => `byte ${at}: expected ${expected}, found ${found}`;

const judgeLoose = async ({ flags }: Invocation, judging: Judging): Promise<Found> => {
  const [chainPath, responsePath] = [text(flags.chain), text(flags.response)];
  if (chainPath === null || responsePath === null)
    throw badUsage('verify takes a capture, or --chain and --response; see `lockstep help verify`.');
  const [requestPath, vcaPath] = [text(flags.request), text(flags.vca)];
  const chain = await loadMessages(chainPath);
  const response = await loadMessages(responsePath);
  const request = requestPath === null ? null : await loadMessages(requestPath);
  const vca = vcaPath === null ? null : await loadMessages(vcaPath);
  const { judged, stopped, conversation } = judgeFiles(
    { chain: readChainFile(chain, basename(chainPath)), response, request, vca, version: versionOf(text(flags.spdm)) },
    judging,
  );
  const sources = Object.entries({
    'chain.bin': chain,
    'response.bin': response,
    'request.bin': request,
    'vca.bin': vca,
  });
  const troubles = [...conversation.troubles.map(({ why }) => why), ...(stopped === null ? [] : [wordsOf(stopped)])];
  return { judged, sessions: [], unread: conversation.unread, sources: sourcesOf(sources), troubles };
};

const judgeCapture = async (path: string, { flags }: Invocation, judging: Judging): Promise<Found> => {
  const bytes = await load(path);
  if (!isCapture(bytes)) throw new Ending(`${path} is no capture: expected a pcap or pcapng file.`, 2);
  const capture = readCapture(bytes, basename(path));
  if (!capture.ok)
    throw new Ending(`${path}, byte ${capture.at}: expected ${capture.expected}, found ${capture.found}.`, 2);
  const { broken } = capture.value;
  const { messages, strays } = messagesOf(capture.value, transportOf(text(flags.transport)));
  const plain: readonly (Heard & { readonly number: number })[] = messages
    .filter(({ kind }) => kind === 'spdm')
    .map((message) => ({ ...message, secured: false }));
  const plaintextPath = text(flags.messages);
  const plaintext = plaintextPath === null ? null : await load(plaintextPath);
  const secured =
    plaintext === null || plaintextPath === null ? [] : readPlaintext(utf8(plaintext), basename(plaintextPath));
  if (typeof secured === 'string') throw new Ending(`${plaintextPath}: ${secured}.`, 2);
  const heard = [...plain, ...secured].toSorted((one, other) => one.number - other.number);
  const { judged, sessions, conversation } = judgeConversation(heard, judging);
  const troubles = [
    ...conversation.troubles.map(({ why, range }) => `${range.source} at byte ${range.offset}: ${why}`),
    ...strays.map(({ number, why }) => `packet ${number}: ${why}`),
    ...(broken === null ? [] : [`${basename(path)} breaks off: ${wordsOf(broken)}`]),
  ];
  const sources = sourcesOf(Object.entries({ 'capture.pcap': bytes, 'messages.json': plaintext }));
  return { judged, sessions, unread: conversation.unread, sources, troubles };
};

export const verify = async (invocation: Invocation): Promise<ExitCode> => {
  const { flags, words, out } = invocation;
  const [path] = words;
  const beside = ['chain', 'response', 'request', 'vca'].find((name) => text(flags[name]) !== null);
  if (path !== undefined && beside !== undefined)
    throw badUsage(`verify takes a capture or loose files, not both: ${path} and --${beside}.`);
  const judging = await judgingOf(invocation);
  const found =
    path === undefined ? await judgeLoose(invocation, judging) : await judgeCapture(path, invocation, judging);
  const { judged, unread, sources, troubles } = found;
  const exchanges = exchangesJson(judged, unread);
  const sessions = found.sessions.map(sessionJson);
  const bundle = text(flags.bundle);
  if (bundle !== null) {
    const { anchors, at, cryptography } = judging;
    await writeBundle(
      bundle,
      bundleOf({ sources, judged, unread, sessions: found.sessions, anchors, at, cryptography }),
    );
  }
  if (flags.json === true) out(`${JSON.stringify({ exchanges, sessions, troubles }, null, 2)}\n`);
  else {
    out(
      exchanges
        .flatMap(rowsOf)
        .concat(sessions.flatMap(sessionRowsOf))
        .concat(troubles.map((why) => `not understood: ${why}`))
        .map((line) => `${line}\n`)
        .join(''),
    );
    out(
      exchanges.length === 0
        ? 'No signed exchange was found.\n'
        : `${exchanges.length} exchanges${judging.references === null ? '; measurements were not compared: no --reference was given' : ''}.\n`,
    );
  }
  return codeOf([...exchanges, ...failedIn(found.sessions)].map(({ verdict }) => verdict));
};
