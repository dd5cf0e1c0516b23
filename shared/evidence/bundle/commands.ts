/** The commands of a public tool (openssl) that make a bundle's main checks again, without anything of ours. */
import type { HashName, SignatureScheme } from '../spdm/algorithms.js';

/** One check: what it shows, and the command that ends with 0 only where it holds. */
export interface Command {
  readonly says: string;
  /** Run in the bundle's folder; its words are of our making only, never from a device. */
  readonly line: string;
}

/** openssl's own names: SHA3-256 is `sha3-256` there, too. */
const digestOf = (hash: HashName): string => `-${hash}`;

interface Signed {
  readonly folder: string;
  readonly scheme: SignatureScheme;
  readonly hash: HashName | null;
  /** What ML-DSA and Ed448 are told beside the message. */
  readonly context: string;
}

export const signatureCommand = ({ folder, scheme, hash, context }: Signed): Command => {
  const [key, signed, signature] = ['leaf-key.pem', 'signed.bin', 'signature.bin'].map((name) => `${folder}/${name}`);
  const says = `the key of the leaf signed ${folder}/signed.bin`;
  if (hash === null) {
    const told = /^(ml-dsa|ed448)/.test(scheme) ? ` -pkeyopt context-string:'${context}'` : '';
    return {
      says: told === '' ? says : `${says} (openssl 3.5 or newer)`,
      line: `openssl pkeyutl -verify -pubin -inkey ${key} -rawin${told} -in ${signed} -sigfile ${signature}`,
    };
  }
  const padding = scheme === 'rsapss' ? ' -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest' : '';
  return {
    says,
    line: `openssl dgst ${digestOf(hash)}${padding} -verify ${key} -signature ${signature} ${signed}`,
  };
};

/** From 1.2 on: prefix, then the transcript's hash. */
export const transcriptCommand = (folder: string, hash: HashName, size: number): Command => ({
  says: `the end of ${folder}/signed.bin is the hash of ${folder}/transcript.bin`,
  line: `openssl dgst ${digestOf(hash)} -binary ${folder}/transcript.bin | cmp - ${folder}/digest.bin && tail -c ${size} ${folder}/signed.bin | cmp - ${folder}/digest.bin`,
});

/** Up to 1.1 the transcript is signed as it is. */
export const sameCommand = (folder: string): Command => ({
  says: `${folder}/signed.bin is the transcript`,
  line: `cmp ${folder}/transcript.bin ${folder}/signed.bin`,
});

/** @param at Seconds since the epoch. */
export const chainCommand = (folder: string, at: number): Command => ({
  says: `the chain of ${folder} leads to roots.pem, and is valid at the time of judging`,
  line: `openssl verify -attime ${at} -CAfile roots.pem -partial_chain -untrusted ${folder}/chain.pem ${folder}/leaf.pem`,
});

/** The key that signed is the leaf's. */
export const keyCommand = (folder: string): Command => ({
  says: `${folder}/leaf-key.pem is the key of ${folder}/leaf.pem`,
  line: `openssl x509 -in ${folder}/leaf.pem -noout -pubkey | cmp - ${folder}/leaf-key.pem`,
});

export const sumsCommand: Command = {
  says: 'every file is the one the manifest names',
  line: 'sha256sum --check --quiet --strict SHA256SUMS',
};

/** @returns A script for any POSIX shell: a line for each check, and 1 at the end when one did not hold. */
export const scriptOf = (commands: readonly Command[]): string =>
  [
    '#!/bin/sh',
    '# Makes the main checks of this bundle again with openssl, coreutils and diffutils alone. Read it, then run: sh check.sh',
    'cd "$(dirname "$0")" || exit 2',
    'bad=0',
    'check() {',
    `  if sh -c "$2" >/dev/null 2>&1; then echo "ok      $1"; else echo "FAILED  $1"; echo "        $2"; bad=1; fi`,
    '}',
    // Quotes are doubled out of the single-quoted word.
    ...commands.map(({ says, line }) => `check '${says}' '${line.replaceAll("'", `'\\''`)}'`),
    'exit $bad',
    '',
  ].join('\n');
