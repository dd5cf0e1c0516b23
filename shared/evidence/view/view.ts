/** Turns a judged collection into what a window shows of it. */
import type { ByteRange } from '../bytes/field.js';
import { toHex } from '../bytes/hex.js';
import { versionName } from '../spdm/codes.js';
import type { Body } from '../spdm/message.js';
import type { Check } from '../verify/verdict.js';
import { sessionName } from '../session/messages.js';
import type { Judged } from '../verify/verifyExchange.js';
import type { JudgedSession } from '../verify/verifyOpening.js';
import { cut, plain } from './bounded.js';
import { cutJudged, leftOut, moreOf } from './leftOut.js';
import { chainView } from './certificate.js';
import type { Collection } from './collection.js';
import { measurementView } from './measurement.js';
import { messageViews } from './messages.js';
import { type CheckView, type CollectionView, type ExchangeView, type MeasurementView, most } from './model.js';
import { type Placing, placing } from './pieces.js';
import { reportViews } from './reports.js';
import { titleOf } from './titles.js';

const checkView = (check: Check, place: Placing): CheckView => ({
  id: check.id,
  title: titleOf(check.id),
  about: check.about,
  verdict: check.verdict,
  expected: plain(check.expected),
  found: plain(check.found),
  spot: place(check.bytes),
});

/** Where each measurements response stands. */
type Places = ReadonlyMap<Body, ByteRange>;

const measurements = ({ exchange, checks }: Judged, place: Placing, places: Places): readonly MeasurementView[] => {
  if (exchange.kind === 'challenge') return [];
  const all = [...exchange.earlier, exchange.body].flatMap((body) => {
    const range = places.get(body);
    return body.blocks.map((block): MeasurementView => {
      const row = checks.find(({ id }) => id === `measurement.${block.index}.reference`);
      return {
        ...measurementView(block),
        reference: row === undefined ? null : { verdict: row.verdict, expected: plain(row.expected) },
        spot:
          range === undefined
            ? null
            : place({ source: range.source, offset: range.offset + block.at, length: block.length }),
      };
    });
  });
  return all;
};

const exchangeView = (judged: Judged, place: Placing, places: Places): ExchangeView => {
  const { exchange, signature, chain, verdict } = judged;
  const { shown, more } = cut(judged.checks, most.checks);
  const measured = cut(measurements(judged, place, places), most.measurements);
  return {
    kind: exchange.kind,
    version: versionName(exchange.negotiated.version),
    slot: exchange.slot,
    inSession: exchange.inSession,
    signature,
    chain,
    verdict,
    nonce: exchange.nonce === null ? null : toHex(exchange.nonce),
    checks: [...shown.map((check) => checkView(check, place)), ...leftOut('measurements', measured.more)],
    moreChecks: more,
    measurements: measured.shown,
    spot: place(exchange.response),
  };
};

/** Of several sessions each row says which: by its number, and by how it was opened. */
const sessionViews = ({ opening, slot, number, checks }: JudgedSession, place: Placing): readonly CheckView[] => {
  const how = opening.kind === 'psk-exchange' ? 'pre-shared key' : slot === null ? 'key exchange' : `slot ${slot}`;
  const which = number === null ? '' : ` ${sessionName(number)}`;
  return checks.map((check) => {
    const shown = checkView(check, place);
    return { ...shown, title: `${shown.title} (session${which}, ${how})` };
  });
};

/** More than are shown must not hide why the whole is no pass. */
const failingFirst = (sessions: readonly JudgedSession[]): readonly JudgedSession[] =>
  sessions.length <= most.sessions
    ? sessions
    : sessions.toSorted((one, other) => Number(other.verdict === 'fail') - Number(one.verdict === 'fail'));

/** Of the whole, or of each session that was opened. */
const wholeViews = ({ whole, sessions }: Collection, place: Placing): readonly CheckView[] => {
  if (whole !== null) {
    const { shown, rows } = cutJudged('checks', whole.checks, most.checks);
    return [...shown.map((check) => checkView(check, place)), ...rows];
  }
  const { shown, rows } = cutJudged('sessions', failingFirst(sessions), most.sessions);
  return [...shown.flatMap((session) => sessionViews(session, place)), ...rows];
};

const transports = { doe: 'DOE', mctp: 'MCTP', files: 'files' } as const;

/** Of a file without any packet there is nothing to read in another way. */
const unsaidOf = ({ transport, saidBy, heard, strays }: Collection): CollectionView['unsaid'] =>
  saidBy === null || saidBy === 'link type' || heard.length + strays.length === 0
    ? null
    : { by: saidBy, other: transport === 'doe' ? 'mctp' : 'doe' };

/** @param judged How often it was judged. `allows`: what the policy in force says of it. */
export const collectionView = (
  collection: Collection,
  { id, judged, allows }: Pick<CollectionView, 'id' | 'judged' | 'allows'>,
): CollectionView => {
  const place = placing(collection);
  const places = new Map(collection.conversation.messages.map(({ message, heard }) => [message.body, heard.range]));
  const exchanges = cutJudged('exchanges', collection.judged, most.exchanges);
  const chains = cut([...collection.chains], most.chains);
  const reports = reportViews(collection.conversation, (check) => checkView(check, place));
  const troubles = cut(collection.strays, most.troubles);
  const moreTroubles = moreOf('such packets', troubles.more);
  const { messages, more } = messageViews(collection);
  const { broken } = collection;
  return {
    id,
    name: plain(collection.name),
    kind: collection.kind,
    transport: transports[collection.transport],
    unsaid: unsaidOf(collection),
    checks: [
      ...wholeViews(collection, place),
      ...exchanges.rows,
      ...leftOut('chains', chains.more),
      ...leftOut('interface reports', reports.more),
    ],
    exchanges: exchanges.shown.map((one) => exchangeView(one, place, places)),
    moreExchanges: exchanges.more,
    chains: chains.shown.map(([slot, chain]) => chainView(chain, slot, `chain-${slot}`)),
    messages,
    moreMessages: more,
    reports: reports.shown,
    troubles: [...troubles.shown.map(plain), ...(moreTroubles === null ? [] : [moreTroubles])],
    broken:
      broken === null
        ? null
        : {
            at: broken.at,
            expected: plain(broken.expected),
            found: plain(broken.found),
            spot: { piece: 'file-0', offset: broken.at, length: 1 },
          },
    allows,
    judged,
  };
};
