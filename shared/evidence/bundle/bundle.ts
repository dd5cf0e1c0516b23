/** A collection as files that others can check without this tool: the evidence itself, what was signed, a manifest, and openssl's commands. */
import { toHex } from '../bytes/hex.js';
import { ascii } from '../bytes/write.js';
import type { Certificate } from '../certificate/certificate.js';
import { toPem } from '../certificate/toPem.js';
import { integer, sequence } from '../certificate/writeDer.js';
import type { Cryptography, SignatureClaim } from '../cryptography.js';
import type { Unread } from '../exchange/exchange.js';
import { hashSizes } from '../spdm/algorithms.js';
import { signedOver } from '../verify/signature.js';
import { exchangesJson, sessionJson } from '../verify/verdictJson.js';
import type { Judged, PresentedChain } from '../verify/verifyExchange.js';
import type { JudgedSession } from '../verify/verifyOpening.js';
import {
  chainCommand,
  type Command,
  keyCommand,
  sameCommand,
  scriptOf,
  signatureCommand,
  sumsCommand,
  transcriptCommand,
} from './commands.js';

export interface BundleFile {
  /** Below the bundle's folder; lower case, digits, `-`, `.` and `/` only. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Bundled {
  /** As it was brought, under names of ours. */
  readonly sources: readonly BundleFile[];
  readonly judged: readonly Judged[];
  readonly unread: readonly Unread[];
  readonly sessions: readonly JudgedSession[];
  /** What was trusted when it was judged. */
  readonly anchors: readonly Certificate[];
  /** When it was judged, in milliseconds since the epoch. */
  readonly at: number;
  readonly cryptography: Cryptography;
  /** Told before each exchange is put in, with the bytes there are by then, and once all are: what it throws ends the bundling. */
  readonly onStep?: (done: number, of: number, bytes: number) => void;
}

const text = (path: string, content: string): BundleFile => ({ path, bytes: ascii(content) });

/** ECDSA's two numbers as openssl takes them; other signatures as they are. */
const forOpenssl = ({ scheme, signature }: SignatureClaim): Uint8Array => {
  if (!scheme.startsWith('ecdsa')) return signature;
  const half = signature.length / 2;
  return sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)));
};

interface Part {
  readonly files: readonly BundleFile[];
  readonly commands: readonly Command[];
}

/** A chain as text, made once for all exchanges that it stands beside. */
type Texts = ReadonlyMap<string, Uint8Array>;

const textsOf = (certificates: readonly Certificate[], leaf: Certificate): Texts =>
  new Map(
    Object.entries({
      'leaf.pem': toPem(leaf.der),
      'chain.pem': certificates.map(({ der }) => toPem(der)).join(''),
      'leaf-key.pem': toPem(leaf.publicKey, 'PUBLIC KEY'),
    }).map(([name, content]) => [name, ascii(content)]),
  );

const madeBefore = new WeakMap<PresentedChain, Texts>();

const chainPart = (folder: string, { presented }: Judged, { anchors, at }: Bundled): Part => {
  const certificates = presented?.chain.links.map(({ certificate }) => certificate) ?? [];
  const leaf = certificates.at(-1);
  if (presented === null || leaf === undefined) return { files: [], commands: [] };
  const texts = madeBefore.get(presented) ?? textsOf(certificates, leaf);
  madeBefore.set(presented, texts);
  return {
    files: [...texts].map(([name, bytes]) => ({ path: `${folder}/${name}`, bytes })),
    commands: [
      keyCommand(folder),
      // Without a root there is nothing the chain could lead to.
      ...(anchors.length === 0 ? [] : [chainCommand(folder, Math.floor(at / 1000))]),
    ],
  };
};

const signaturePart = (folder: string, { exchange, presented }: Judged, { cryptography }: Bundled): Part => {
  const leaf = presented?.chain.links.at(-1)?.certificate;
  const readings = leaf === undefined ? [] : signedOver(exchange, leaf, cryptography);
  const found = readings.find(({ claim }) => cryptography.verify(claim).kind === 'good') ?? readings[0];
  const { hash, version } = exchange.negotiated;
  if (found === undefined || hash === null) return { files: [], commands: [] };
  const { transcript, claim } = found;
  const digest = cryptography.hash(hash, transcript);
  const context = String.fromCharCode(...(claim.context ?? []));
  const hashed = version >= 0x12 && digest !== null;
  return {
    files: [
      { path: `${folder}/transcript.bin`, bytes: transcript },
      { path: `${folder}/signed.bin`, bytes: claim.message },
      { path: `${folder}/signature.bin`, bytes: forOpenssl(claim) },
      ...(hashed ? [{ path: `${folder}/digest.bin`, bytes: digest }] : []),
    ],
    commands: [
      hashed ? transcriptCommand(folder, hash, hashSizes[hash]) : sameCommand(folder),
      signatureCommand({ folder, scheme: claim.scheme, hash: claim.hash, context }),
    ],
  };
};

const readme = `Evidence of a device, as Lockstep exported it.

  evidence/     what was captured or brought, as it was
  exchange-N/   of each signed exchange: transcript.bin (the messages the signature is over), signed.bin (what the
                signature scheme is given: up to SPDM 1.1 the transcript, from 1.2 on a prefix and the transcript's
                hash), signature.bin (of ECDSA in DER), leaf.pem, leaf-key.pem and chain.pem
  roots.pem     the roots that were trusted when it was judged; compare them with those you trust
  manifest.json every file with its SHA-256, and every exchange and session with its verdicts and checks
  check.sh      the main checks once more, with openssl

sh check.sh ends with 0 when all of them hold. It cannot show that the transcript is the one of your request: compare
the nonce in manifest.json with the one you issued.
`;

const sumOf = ({ bytes }: BundleFile, { hash }: Cryptography): string =>
  toHex(hash('sha256', bytes) ?? new Uint8Array(0));

const sizeOf = (files: readonly BundleFile[]): number => files.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** All files of it, the script last. */
export const bundleOf = (bundled: Bundled): readonly BundleFile[] => {
  const { sources, judged, unread, sessions, anchors, at, cryptography, onStep } = bundled;
  let size = sizeOf(sources);
  const parts = judged.flatMap((one, n) => {
    onStep?.(n, judged.length, size);
    const folder = `exchange-${n + 1}`;
    const both = [signaturePart(folder, one, bundled), chainPart(folder, one, bundled)];
    size += sizeOf(both.flatMap(({ files }) => files));
    return both;
  });
  onStep?.(judged.length, judged.length, size);
  const commands = [sumsCommand, ...parts.flatMap((part) => part.commands)];
  const content: readonly BundleFile[] = [
    ...sources.map(({ path, bytes }) => ({ path: `evidence/${path}`, bytes })),
    ...parts.flatMap(({ files }) => files),
    ...(anchors.length === 0 ? [] : [text('roots.pem', anchors.map(({ der }) => toPem(der)).join(''))]),
    text('readme.txt', readme),
  ];
  const files = content.map((file) => ({
    path: file.path,
    bytes: file.bytes.length,
    sha256: sumOf(file, cryptography),
  }));
  const manifest = {
    format: 1,
    tool: 'lockstep',
    judgedAt: new Date(at).toISOString(),
    files,
    exchanges: exchangesJson(judged, unread),
    sessions: sessions.map(sessionJson),
    commands,
  };
  // Names and findings may hold any letter: escaped, the manifest is plain text for every tool.
  const escaped = JSON.stringify(manifest, null, 1).replaceAll(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const script = text('check.sh', scriptOf(commands));
  const told = [...content, text('manifest.json', `${escaped}\n`), script];
  const sums = told.map((file) => `${sumOf(file, cryptography)}  ${file.path}\n`).join('');
  return [...told, text('SHA256SUMS', sums)];
};
