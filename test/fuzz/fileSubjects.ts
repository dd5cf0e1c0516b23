/** Files that a person brings: policies, reference values, plaintext of sessions, and captures judged to the end. */
import { utf8 } from '../../shared/evidence/bytes/text.js';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { messagesOf } from '../../shared/evidence/transport/carried.js';
import { readCapture } from '../../shared/evidence/transport/capture.js';
import { readJsonReferences } from '../../shared/evidence/verify/readReferences.js';
import { collect } from '../../shared/evidence/view/collection.js';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { readPlaintext } from '../../main/evidence/plaintext.js';
import { readPolicy } from '../../main/evidence/readPolicy.js';
import { understand } from '../../main/evidence/understand.js';
import { mctpPieces, pcapFile, pcapngFile } from '../fixtures/evidence/pcapFile.js';
import type { Subject } from './subjects.js';

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

const policy = json({
  name: 'lab',
  rules: [{ devices: ['144d:*'], require: [{ level: 3, checks: ['chain.*'], accept: ['pass'], reason: 'Known.' }] }],
});
const references = json({ name: 'vendor', measurements: [{ index: 1, value: '00ff', label: 'firmware' }] });
const plaintext = json([{ n: 1, secured: true, hex: '12e00001', desc: 'SecuredSPDM(0xffffffff) SPDM' }]);

/** @param messages Of a whole connection. @param root Its anchor. */
export const fileSubjects = (messages: readonly Uint8Array[], root: Uint8Array): readonly Subject[] => {
  const captures = [pcapFile(messages), pcapFile(messages, 'mctp'), pcapngFile(messages), mctpPieces(messages)];
  const read = readCertificate(root);
  const judging = {
    anchors: read.ok ? [read.certificate] : [],
    ...{ references: null, at: Date.UTC(2026, 1, 1), nonce: null, cryptography: nodeCryptography },
  };
  return [
    {
      name: 'capture',
      seeds: captures,
      read: (bytes) => {
        const capture = readCapture(bytes, 'x');
        return capture.ok ? [messagesOf(capture.value, 'doe'), messagesOf(capture.value, 'mctp')] : null;
      },
    },
    {
      name: 'capture, judged',
      seeds: captures,
      share: 0.02,
      read: (bytes) => collect({ kind: 'capture', name: 'x', bytes }, judging),
    },
    { name: 'policy', seeds: [policy], read: (bytes) => readPolicy(utf8(bytes)) },
    { name: 'reference values', seeds: [references], read: (bytes) => readJsonReferences(utf8(bytes), 'x') },
    { name: 'plaintext of a session', seeds: [plaintext], read: (bytes) => readPlaintext(utf8(bytes), 'x') },
    {
      name: 'files brought',
      seeds: [...captures.slice(0, 1), policy, references, root],
      share: 0.2,
      read: (bytes) => [
        understand([{ name: 'x', bytes }], 'evidence'),
        understand([{ name: 'x', bytes }], 'references'),
      ],
    },
  ];
};
