/** Judges how a session was opened: who signed for it, and what its hash over measurements says. */
import { concat } from '../bytes/concat.js';
import { type Parsed, parse } from '../bytes/reader.js';
import type { Stop } from '../bytes/stop.js';
import { type OpeningMessage, type SessionOpening, slotNamed } from '../exchange/opening.js';
import {
  readKeyExchange,
  readKeyExchangeAnswer,
  readPskExchange,
  readPskExchangeAnswer,
  sessionNumber,
} from '../session/messages.js';
import { keyExchangeContext } from '../session/proof.js';
import { hashSizes } from '../spdm/algorithms.js';
import { versionName } from '../spdm/codes.js';
import { againstMeasured, type Compared } from './measuredSummary.js';
import { claimOf, fits, reversedOf, reversedRule } from './signature.js';
import { type Check, fail, type Found, pass, unable, type Verdict, worst } from './verdict.js';
import { chainRows, type Judged, type Judging, type PresentedChain } from './verifyExchange.js';

export interface JudgedSession {
  readonly opening: SessionOpening;
  /** Whose key signs; null for one that both sides had beforehand, and where the request was not seen. */
  readonly slot: number | null;
  /** Null where the messages do not say it. */
  readonly number: number | null;
  /** Of the slot's chain; null where none is needed. Its rows are among these where no exchange that rests on it shows them. */
  readonly chain: Verdict | null;
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
}

/** What an opening is held against. */
export interface OpeningContext {
  /** Of the slot it names. */
  readonly presented: PresentedChain | null;
  /** Exchanges of the same conversation. */
  readonly judged: readonly Judged[];
  readonly judging: Judging;
}

type Rows = Pick<JudgedSession, 'number' | 'checks'>;

const summaryTold = 'a hash over measurements';

const unreadable = (what: string, { at, expected, found }: Stop): string =>
  `missing: ${what} that can be read; byte ${at}: expected ${expected}, found ${found}`;

const missingRequest = 'missing: the request it answers';
const missingAlgorithms = 'missing: ALGORITHMS, with a hash and a signature that are known here';

const part = ({ range }: OpeningMessage, at: number, length: number) => ({
  source: range.source,
  offset: range.offset + at,
  length,
});

/** The hash and the request's wish for it say what it is over; none was asked for: no row. */
const summaryRow = (found: Found, bytes: Check['bytes']): Check => ({
  id: 'session.summary',
  about: 'content',
  ...found,
  bytes,
});

const signatureRow = (found: Found, bytes: Check['bytes']): Check => ({
  id: 'session.signature',
  about: 'binding',
  ...found,
  bytes,
});

interface Exchanged {
  readonly request: Uint8Array;
  readonly answer: Uint8Array;
  readonly signature: Uint8Array;
}

/** The key of the chain signed over set-up, chain and both messages. */
const signedBy = (
  opening: SessionOpening,
  { request, answer, signature }: Exchanged,
  context: OpeningContext,
): Found => {
  const { negotiated, vca, gap } = opening;
  const { asym, hash, version } = negotiated;
  const { presented } = context;
  const { cryptography } = context.judging;
  const slot = opening.request === null ? '' : ` of slot ${slotNamed(opening.request)}`;
  const expected = `${asym?.name} with ${hash?.toUpperCase()} over TH1 by the key${slot}, SPDM ${versionName(version)}`;
  if (vca === null) return unable(expected, 'missing: VCA: the messages of version, capabilities and algorithms');
  const leaf = presented?.chain.links.at(-1)?.certificate;
  const blob = presented?.chain.blob ?? null;
  if (presented?.slot?.complete !== true || leaf === undefined || blob === null || hash === null || asym === null)
    return unable(expected, `missing: the certificate chain${slot}`);
  const digest = cryptography.hash(hash, blob);
  if (digest === null) return unable(expected, `missing: ${hash} in this runtime`);
  if (presented.chain.trouble === null && !fits(asym, leaf))
    return fail(expected, `the leaf’s key is ${leaf.keyKind.name}`);
  const { digests } = opening;
  // Where the responder has several keys DIGESTS is signed too, if it was sent since.
  const befores = negotiated.multiKey && digests !== null ? [concat(vca, digests), vca] : [vca];
  const signatures = version < 0x12 ? [signature, reversedOf(signature, asym.scheme)] : [signature];
  for (const before of befores) {
    const transcript = concat(before, digest, request, answer);
    for (const one of signatures) {
      const signing = { negotiated, leaf, context: keyExchangeContext, transcript, signature: one };
      const claim = claimOf(signing, cryptography);
      if (claim === null) return unable(expected, `missing: ${hash} in this runtime`);
      const verified = cryptography.verify(claim);
      if (verified.kind === 'unable') return unable(expected, verified.why);
      if (verified.kind === 'good')
        return pass(expected, one === signature ? 'it verifies' : `it verifies, ${reversedRule}`);
    }
  }
  const missing =
    (presented.chain.trouble === null ? null : `a leaf that can be read; in the chain, ${presented.chain.trouble}`) ??
    gap ??
    // It says that the slot still holds this chain.
    (presented.slot.digest === null ? 'DIGESTS' : null);
  return missing === null
    ? fail(expected, 'it does not verify')
    : unable(expected, `missing: ${missing}; without it it does not verify`);
};

/** What nobody vouches for is neither pass nor fail, whatever it says; that is told all the same. */
const unvouched = ({ found: { verdict, expected, found }, contradicted }: Compared, missing: string): Found => {
  const told = verdict === 'pass' ? 'what it says is the same, ' : contradicted ? 'what it says is another, ' : '';
  return unable(expected, `${missing}, which alone vouches for it; ${told}${found.replace(/^missing: /, '')}`);
};

/** What an answer says of measurements. */
interface Told {
  /** As it was asked for: 0 none, 1 the TCB's, 0xff all. */
  readonly wanted: number;
  readonly summary: Uint8Array;
  readonly summaryAt: number;
}

/** @param missing What would vouch for it and is not there; null where it is. */
const summaryRows = (
  { negotiated, response, after }: SessionOpening,
  { wanted, summary, summaryAt }: Told,
  { context: { judged, judging }, missing }: { readonly context: OpeningContext; readonly missing: string | null },
): readonly Check[] => {
  if (wanted === 0) return [];
  const said = { negotiated, summary: wanted, hash: summary, after };
  const compared = againstMeasured(said, judged, judging.cryptography);
  return [
    summaryRow(
      missing === null ? compared.found : unvouched(compared, missing),
      part(response, summaryAt, summary.length),
    ),
  ];
};

const keyExchange = (opening: SessionOpening, context: OpeningContext): Rows => {
  const { negotiated, request, response } = opening;
  const { asym, hash, group } = negotiated;
  const expected = 'KEY_EXCHANGE_RSP, signed by the key of a chain';
  const stuck = (why: string): Rows => ({
    number: null,
    checks: [signatureRow(unable(expected, why), response.range)],
  });
  if (request === null) return stuck(missingRequest);
  if (asym === null || hash === null) return stuck(missingAlgorithms);
  if (group === null) return stuck('missing: a group that is known here, in the tables of ALGORITHMS');
  const asked = parse(request.bytes, (reader) => readKeyExchange(reader, group.size));
  if (!asked.ok) return stuck(unreadable('KEY_EXCHANGE', asked));
  const wanted = asked.value.summary;
  const sizes = { point: group.size, summary: wanted === 0 ? 0 : hashSizes[hash], signature: asym.size, proof: 0 };
  const told = parse(response.bytes, (reader) => readKeyExchangeAnswer(reader, sizes));
  if (!told.ok) return stuck(unreadable('KEY_EXCHANGE_RSP', told));
  const { signature, signatureAt, summary, summaryAt, session } = told.value;
  const exchanged = {
    // Padding of the transport is in no transcript.
    request: request.bytes.subarray(0, asked.length),
    answer: response.bytes.subarray(0, signatureAt),
    signature,
  };
  const signed = signedBy(opening, exchanged, context);
  const missing = signed.verdict === 'pass' ? null : 'missing: a signature that verifies';
  return {
    number: sessionNumber(asked.value.session, session),
    checks: [
      signatureRow(signed, part(response, signatureAt, signature.length)),
      ...summaryRows(opening, { wanted, summary, summaryAt }, { context, missing }),
    ],
  };
};

const noPsk = 'missing: the pre-shared key';

const pskExchange = (opening: SessionOpening, context: OpeningContext): Rows => {
  const { negotiated, request, response } = opening;
  const { hash } = negotiated;
  const proven: Check = {
    id: 'session.psk',
    about: 'binding',
    ...unable(
      'an answer from who holds the pre-shared key',
      `${noPsk}: nothing in PSK_EXCHANGE_RSP is signed, and no certificate stands for it; what the key makes of both messages, at its end, is all that vouches`,
    ),
    bytes: response.range,
  };
  const only = (why: string): Rows => ({
    number: null,
    checks: [proven, summaryRow(unable(summaryTold, why), response.range)],
  });
  if (request === null) return only(missingRequest);
  if (hash === null) return only(missingAlgorithms);
  const asked: Parsed<ReturnType<typeof readPskExchange>> = parse(request.bytes, readPskExchange);
  if (!asked.ok) return only(unreadable('PSK_EXCHANGE', asked));
  const wanted = asked.value.summary;
  const told = parse(response.bytes, (reader) => readPskExchangeAnswer(reader, wanted === 0 ? 0 : hashSizes[hash]));
  if (!told.ok) return only(unreadable('PSK_EXCHANGE_RSP', told));
  const { session, summary, summaryAt } = told.value;
  const measured = summaryRows(opening, { wanted, summary, summaryAt }, { context, missing: noPsk });
  return { number: sessionNumber(asked.value.session, session), checks: [proven, ...measured] };
};

/** All rows of one opening. A PSK's is never a pass: who does not hold the key can check nothing of it. */
export const verifyOpening = (opening: SessionOpening, context: OpeningContext): JudgedSession => {
  const { kind, request } = opening;
  const rows = kind === 'key-exchange' ? keyExchange(opening, context) : pskExchange(opening, context);
  const common = { opening, number: rows.number };
  if (kind === 'psk-exchange')
    return {
      ...common,
      slot: null,
      chain: null,
      verdict: worst(rows.checks.map(({ verdict }) => verdict)),
      checks: rows.checks,
    };
  const { presented, judged, judging } = context;
  const path = presented === null ? [] : chainRows(opening.negotiated.hash, presented, judging);
  const chain = presented === null ? 'not-checkable' : worst(path.map(({ verdict }) => verdict));
  const shown = judged.some((one) => one.presented === presented);
  return {
    ...common,
    slot: request === null ? null : slotNamed(request),
    chain,
    verdict: worst([chain, ...rows.checks.map(({ verdict }) => verdict)]),
    checks: shown ? rows.checks : [...rows.checks, ...path],
  };
};

/** What of them weighs on a whole: an opening that contradicts itself. What it leaves open takes nothing from what was signed elsewhere. */
export const failedIn = (sessions: readonly JudgedSession[]): readonly Check[] =>
  sessions.flatMap(({ checks }) => checks.filter(({ verdict }) => verdict === 'fail'));
