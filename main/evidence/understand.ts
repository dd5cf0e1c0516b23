/** What files are, by what is in them: a capture, a chain with messages, trusted roots, reference values. */
import { sameBytes } from '../../shared/evidence/bytes/concat.js';
import { fromHex, toHex } from '../../shared/evidence/bytes/hex.js';
import { utf8 } from '../../shared/evidence/bytes/text.js';
import type { Certificate } from '../../shared/evidence/certificate/certificate.js';
import { type Chain, isPem, readChainFile } from '../../shared/evidence/certificate/chain.js';
import { isRequest, requestCodes } from '../../shared/evidence/spdm/codes.js';
import { isCapture } from '../../shared/evidence/transport/capture.js';
import { looksLikeCorim, readCorim } from '../../shared/evidence/verify/corim.js';
import { readJsonReferences } from '../../shared/evidence/verify/readReferences.js';
import type { Policy } from '../../shared/evidence/policy/policy.js';
import type { References } from '../../shared/evidence/verify/references.js';
import type { Evidence, Numbered } from '../../shared/evidence/view/collection.js';
import { readPlaintext } from './plaintext.js';
import { readPolicy } from './readPolicy.js';
import type { Purpose } from '../../shared/ipc/evidence.js';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Understood =
  | { readonly kind: 'evidence'; readonly evidence: Evidence }
  | { readonly kind: 'roots'; readonly roots: readonly { readonly name: string; readonly certificate: Certificate }[] }
  | { readonly kind: 'references'; readonly references: readonly References[] }
  | { readonly kind: 'policy'; readonly policy: Policy; readonly text: string }
  | { readonly kind: 'unknown'; readonly file: string; readonly why: string; readonly nearest?: 'root' };

const unknown = ({ name }: NamedFile, why: string) => ({ kind: 'unknown', file: name, why }) as const;

const selfIssued = ({ subjectName, issuerName }: Certificate): boolean => sameBytes(subjectName, issuerName);

/** Of a whole chain only its top is an anchor: nobody means to trust a device for itself by naming its chain. */
const rootsIn = (files: readonly NamedFile[]): Understood => {
  const roots: { name: string; certificate: Certificate }[] = [];
  for (const file of files) {
    const { links, trouble } = readChainFile(file.bytes, file.name);
    if (trouble !== null) return unknown(file, trouble);
    const certificates = links.map(({ certificate }) => certificate);
    const own = certificates.filter(selfIssued);
    for (const certificate of own.length > 0 ? own : certificates.slice(0, 1))
      roots.push({ name: file.name, certificate });
  }
  return { kind: 'roots', roots };
};

const looksLikeJson = ({ bytes }: NamedFile): boolean => /^\s*[[{]/.test(utf8(bytes.subarray(0, 64)));

const referencesIn = (files: readonly NamedFile[]): Understood => {
  const references: References[] = [];
  for (const file of files) {
    const { bytes, name } = file;
    const read = looksLikeCorim(bytes) ? readCorim(bytes, name) : readJsonReferences(utf8(bytes), name);
    if (!read.ok) return unknown(file, `expected reference values (JSON or CoRIM), found ${read.why}`);
    references.push(read.references);
  }
  return { kind: 'references', references };
};

const mostPolicy = 1 << 18;

/** One decides: of several files nobody could say which. */
const policyIn = (files: readonly NamedFile[]): Understood => {
  const [file = { name: '', bytes: new Uint8Array(0) }, second] = files;
  if (second !== undefined) return unknown(second, 'expected one policy, found several files');
  if (file.bytes.length > mostPolicy) return unknown(file, `expected a policy of at most ${mostPolicy} bytes`);
  const text = utf8(file.bytes);
  const read = readPolicy(text);
  return read.ok
    ? { kind: 'policy', policy: read.policy, text }
    : unknown(file, `expected a policy (JSON): ${read.why}`);
};

/** One capture, alone or with the plaintext of its sessions. */
const captureIn = (files: readonly NamedFile[]): Understood => {
  const [capture, second] = files.filter(({ bytes }) => isCapture(bytes));
  if (capture === undefined || second !== undefined)
    return unknown(second ?? { name: '', bytes: new Uint8Array(0) }, 'expected one capture at a time, found several');
  const session: Numbered[] = [];
  for (const file of files.filter((one) => one !== capture)) {
    const read = readPlaintext(utf8(file.bytes), file.name);
    if (typeof read === 'string') return unknown(file, `as the plaintext of a session: ${read}`);
    session.push(...read);
  }
  const { name, bytes } = capture;
  return { kind: 'evidence', evidence: { kind: 'capture', name, bytes, session } };
};

/** Binary, or the same as hex text. */
const messagesIn = ({ bytes }: NamedFile): Uint8Array | null => {
  const plain = fromHex(utf8(bytes.subarray(0, 1 << 20))) ?? bytes;
  return (plain[0] ?? 0) >> 4 === 1 && plain.length >= 4 ? plain : null;
};

const looksLikeChain = ({ bytes, name }: NamedFile): Chain | null => {
  const text = isPem(utf8(bytes.subarray(0, 1 << 20)));
  const chain = readChainFile(bytes, name);
  return text || chain.links.length > 0 ? chain : null;
};

/** A chain and its messages, in files of their own: which is which shows in each one's first message. */
const looseFiles = (files: readonly NamedFile[]): Understood => {
  let chain: Chain | null = null;
  const messages: { vca: Uint8Array | null; request: Uint8Array | null; response: Uint8Array | null } = {
    vca: null,
    request: null,
    response: null,
  };
  for (const file of files) {
    const found = looksLikeChain(file);
    const bytes = found === null ? messagesIn(file) : null;
    if (found !== null) chain = found;
    else if (bytes === null)
      return unknown(
        file,
        `byte 0: expected a capture (pcap, pcapng), a certificate chain, SPDM messages or reference values, found ${toHex(file.bytes.subarray(0, 4)) || 'nothing'}`,
      );
    else {
      const code = bytes[1] ?? 0;
      const kind = code === requestCodes.GET_VERSION ? 'vca' : isRequest(code) ? 'request' : 'response';
      messages[kind] = bytes;
    }
  }
  const [first] = files;
  if (first === undefined) return { kind: 'unknown', file: '', why: 'expected a file, found none' };
  const name = files
    .map((file) => file.name)
    .join(', ')
    .slice(0, 200);
  if (chain === null) return unknown(first, 'expected a certificate chain beside the messages, found none');
  const { vca, request, response } = messages;
  // The response may stand behind its request, or all in one file.
  const signed = response ?? request ?? vca;
  if (signed === null)
    return {
      ...unknown(
        first,
        'expected the response that the chain belongs to, found certificates only: bring both together, or add them as trusted roots',
      ),
      nearest: 'root',
    };
  return {
    kind: 'evidence',
    evidence: {
      kind: 'files',
      name,
      files: {
        chain,
        response: signed,
        request: response === null ? null : request,
        vca: response === null && request === null ? null : vca,
        version: null,
      },
    },
  };
};

export const understand = (files: readonly NamedFile[], purpose: Purpose): Understood => {
  if (purpose === 'root') return rootsIn(files);
  if (purpose === 'policy') return policyIn(files);
  if (purpose === 'references') return referencesIn(files);
  if (files.some(({ bytes }) => isCapture(bytes))) return captureIn(files);
  if (files.every((file) => looksLikeJson(file) || looksLikeCorim(file.bytes))) return referencesIn(files);
  return looseFiles(files);
};
