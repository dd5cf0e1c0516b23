/** The figure of verifying one session: everything that is read, rebuilt and checked, against its signature checks alone. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import type { Certificate } from '../../shared/evidence/certificate/certificate.js';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import type { SignatureClaim } from '../../shared/evidence/cryptography.js';
import { judgeConversation } from '../../shared/evidence/verify/judgeConversation.js';
import { makeChain } from '../fixtures/evidence/authority.js';
import { block, heard, testDevice } from '../fixtures/evidence/device.js';
import type { Bench } from './figures.js';
import { type Claim, figureOf } from './figure.js';
import { interleaved, roundCount } from './rounds.js';

const claim: Claim = {
  id: 'verify',
  kind: 'ratio',
  what: 'verifying one session in Node: chain of 3, challenge, one signed response with 8 blocks, from messages to verdicts',
  peer: 'its five signature checks alone (three of the chain, two of the device), natively, keys already imported',
  unit: '×',
  goal: 3,
};

const perRound = 60;

interface Subject {
  readonly ours: () => void;
  readonly peer: () => void;
}

/** A raw check: what Node is given, with the key it made beforehand. */
const rawOf = ({ hash, message, signature, form, key }: SignatureClaim): (() => boolean) => {
  const imported: KeyObject = createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' });
  const dsaEncoding = form === 'raw' ? 'ieee-p1363' : 'der';
  return () => verify(hash, message, { key: imported, dsaEncoding }, signature);
};

/** The session, and the signatures in it, each once: those that judging it asks for. */
const subject = (): Subject => {
  const chain = makeChain();
  const root = readCertificate(chain[0].der);
  const anchors: readonly Certificate[] = root.ok ? [root.certificate] : [];
  const device = testDevice({ chain, version: 0x12 });
  const { vca, digests, certificates } = device;
  const blocks = Array.from({ length: 8 }, (_, n) => block(n + 1, 1, new Uint8Array(64).fill(n)));
  const messages = heard([...vca, ...digests, ...certificates, ...device.challenge(), ...device.measurements(blocks)]);
  const claims = new Map<string, SignatureClaim>();
  const judge = (cryptography = nodeCryptography): void => {
    const judging = { anchors, references: null, at: Date.now(), nonce: null, cryptography };
    const verdicts = judgeConversation(messages, judging).judged.map(({ verdict }) => verdict);
    if (verdicts.join() !== 'pass,pass') throw new Error(`The session did not pass: ${verdicts.join()}.`);
  };
  judge({
    ...nodeCryptography,
    verify: (asked) => {
      claims.set(Buffer.from(asked.signature).toString('hex'), asked);
      return nodeCryptography.verify(asked);
    },
  });
  const raws = [...claims.values()].map(rawOf);
  if (raws.length !== 5) throw new Error(`The session has ${raws.length} signatures, not 5.`);
  return {
    ours: () => judge(),
    peer: () => {
      if (!raws.every((raw) => raw())) throw new Error('A signature of the session does not verify.');
    },
  };
};

const msOf = (act: () => void): number => {
  const began = performance.now();
  for (let n = 0; n < perRound; n += 1) act();
  return (performance.now() - began) / perRound;
};

export const verifyBenches: readonly Bench[] = [
  {
    claim,
    measure: async ({ say }) => {
      const { ours, peer } = subject();
      const pairs = await interleaved({
        ours: () => Promise.resolve(msOf(ours)),
        peer: () => Promise.resolve(msOf(peer)),
        tell: (round) => say(round === 0 ? 'verify: warm-up' : `verify: round ${round} of ${roundCount}`),
      });
      for (const pair of pairs)
        say(`verify: ${pair.ours.toFixed(2)} ms, signature checks alone ${pair.peer.toFixed(2)} ms`);
      return figureOf(
        claim,
        pairs.map((pair) => pair.ours / pair.peer),
      );
    },
  },
];
