/** Holds a chain against the revocation lists of its authorities: a row for each certificate whose issuer has one. */
import { sameBytes } from '../bytes/concat.js';
import type { Certificate } from '../certificate/certificate.js';
import type { RevocationList } from '../certificate/revocationList.js';
import { type PathOptions, signedBy } from './path.js';
import { type Check, type Found, holds, unable } from './verdict.js';

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

interface Listed {
  readonly certificate: Certificate;
  /** Who issued it; null when it is not at hand. */
  readonly issuer: Certificate | null;
  readonly list: RevocationList;
}

/** Only a list that its authority signed, and that is not out of date, says something. */
const listed = (
  { certificate, issuer, list }: Listed,
  { at, cryptography }: Pick<PathOptions, 'at' | 'cryptography'>,
): Found => {
  const expected = `not on the list of ${list.issuer}`;
  if (issuer === null) return unable(expected, `missing: the certificate of ${list.issuer}`);
  const signed = signedBy(list, issuer, cryptography);
  // A revocation is believed even when the list is old: nobody takes one back.
  const revoked = list.serials.has(certificate.serial);
  if (signed.verdict !== 'pass') return unable(expected, `the list: ${signed.found}`);
  if (revoked)
    return holds(
      false,
      expected,
      `serial number ${certificate.serial} is on it since ${day(list.thisUpdate)} at the latest`,
    );
  if (at < list.thisUpdate || (list.nextUpdate !== null && at > list.nextUpdate))
    return unable(
      expected,
      `the list is of ${day(list.thisUpdate)}${list.nextUpdate === null ? '' : `, good until ${day(list.nextUpdate)}`}`,
    );
  return holds(true, expected, `not among its ${list.serials.size}`);
};

/** `chain.N.revocation`, N as in the other rows of the path. */
export const checkRevocation = (
  options: Omit<PathOptions, 'model'>,
  revocations: readonly RevocationList[],
): readonly Check[] =>
  options.links.flatMap(({ certificate, range }, n) => {
    const [list] = revocations
      .filter(({ issuerName }) => sameBytes(issuerName, certificate.issuerName))
      .toSorted((one, other) => other.thisUpdate - one.thisUpdate);
    if (list === undefined) return [];
    const above = [options.links[n - 1]?.certificate, ...options.anchors].find(
      (one) => one !== undefined && sameBytes(one.subjectName, certificate.issuerName),
    );
    const found = listed({ certificate, issuer: above ?? null, list }, options);
    return [{ id: `chain.${n}.revocation`, about: 'identity', ...found, bytes: range }];
  });
