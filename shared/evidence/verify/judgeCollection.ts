/** Judges what a requester brought: each signed exchange, the session, the interface report, and whether anything changed between. */
import { sameBytes } from '../bytes/concat.js';
import { shortHex } from '../bytes/hex.js';
import { parse } from '../bytes/reader.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Collection } from '../requester/collection.js';
import { type MeasurementBlock, measurementTypeName } from '../spdm/measurements.js';
import { type Bar, checkReport, vouched } from '../tdisp/consistency.js';
import type { TdispStateName } from '../tdisp/codes.js';
import { readInterfaceReport } from '../tdisp/report.js';
import { type JudgedConversation, judgeConversation } from './judgeConversation.js';
import { type Check, fail, type Found, holds, pass, unable, type Verdict, worst } from './verdict.js';
import type { Judging } from './verifyExchange.js';

export interface JudgedCollection extends JudgedConversation {
  /** Of the collection as a whole, beside those of each exchange. */
  readonly checks: readonly Check[];
  readonly verdict: Verdict;
}

const blocksOf = (exchange: Exchange): readonly MeasurementBlock[] =>
  exchange.kind === 'challenge' ? [] : [...exchange.earlier.flatMap(({ blocks }) => blocks), ...exchange.body.blocks];

/** A row for each block that was measured more than once: it is what it was. */
const unchanged = (exchanges: readonly Exchange[]): readonly Check[] => {
  const first = new Map<number, MeasurementBlock>();
  const rows = new Map<number, Check>();
  for (const exchange of exchanges)
    for (const block of blocksOf(exchange)) {
      const { index, type, value } = block;
      const before = first.get(index);
      if (before === undefined) {
        first.set(index, block);
        continue;
      }
      if (rows.get(index)?.verdict === 'fail') continue;
      const same = sameBytes(before.value, value);
      const expected = `index ${index}${type === null ? '' : `, ${measurementTypeName(type)}`}, still ${shortHex(before.value, 64)}`;
      rows.set(index, {
        id: `evidence.${index}.unchanged`,
        about: 'binding',
        ...(same ? pass(expected, 'the same each time') : fail(expected, shortHex(value, 64))),
        bytes: exchange.response,
      });
    }
  return [...rows.values()];
};

const source = 'interface report';

/** What the device says of its interface, against what the kernel says of it. */
const stateRow = ({ interface: held }: Collection, tdisp: TdispStateName | null): readonly Check[] => {
  if (tdisp === null) return [];
  const expected = `${tdisp}, as the kernel says`;
  const row = (found: Found): Check => ({ id: 'interface.state', about: 'binding', ...found, bytes: null });
  if (held === null) return [row(unable(expected, 'missing: the device’s word on it'))];
  // A device that nobody locked may be behind a TSM that locks without it: what it says proves neither.
  if (held.state === 'CONFIG_UNLOCKED' && tdisp !== 'CONFIG_UNLOCKED')
    return [row(unable(expected, 'CONFIG_UNLOCKED: the lock is not the device’s own'))];
  return [row(holds(held.state === tdisp, expected, held.state))];
};

const reportRows = ({ interface: held, session }: Collection, bars: readonly Bar[] | null): readonly Check[] => {
  if (held === null) return [];
  const { report, mmioOffset, state } = held;
  // Of an interface that is not locked there is none to have.
  if (report === null && state === 'CONFIG_UNLOCKED') return [];
  const form = (found: ReturnType<typeof pass>): Check => ({
    id: 'report.form',
    about: 'binding',
    ...found,
    bytes: null,
  });
  const expected = 'an interface report';
  if (report === null) return [form(unable(expected, 'missing: it was not fetched'))];
  const read = parse(report, readInterfaceReport);
  if (!read.ok) return [form(fail(expected, `byte ${read.at}: expected ${read.expected}, found ${read.found}`))];
  return [
    form(pass(expected)),
    vouched(session === null ? 'nothing' : 'session', source, report.length),
    ...checkReport({ report: read.value, bars, mmioOffset, source }),
  ];
};

const stoppedRow = ({ stopped }: Collection): readonly Check[] =>
  stopped === null
    ? []
    : [
        {
          id: `steps.${stopped.at}`,
          about: 'binding',
          ...unable('every step that was asked for', stopped.why),
          bytes: null,
        },
      ];

/** The report is held against the BARs as the kernel assigned them; null where nobody knows these. */
export const judgeCollection = (
  collection: Collection,
  judging: Omit<Judging, 'nonce'> & {
    readonly bars: readonly Bar[] | null;
    readonly nonce?: Uint8Array;
    /** Where the kernel says that the interface stands; nobody's word where it is null or not given. */
    readonly tdisp?: TdispStateName | null;
  },
): JudgedCollection => {
  const { bars, nonce = collection.nonce, tdisp = null, ...rest } = judging;
  const judgedConversation = judgeConversation(collection.heard, { ...rest, nonce });
  const { conversation, judged, sessions } = judgedConversation;
  const understood: Check = {
    id: 'messages.form',
    about: 'binding',
    ...holds(
      conversation.troubles.length === 0,
      'messages that can be read',
      conversation.troubles.map(({ why }) => why).join('; ') || 'all',
    ),
    bytes: conversation.troubles[0]?.range ?? null,
  };
  const checks = [
    understood,
    ...stoppedRow(collection),
    // Who gathered holds all of it: what an opening leaves open is left open for the whole.
    ...sessions.flatMap((session) => session.checks),
    ...unchanged(conversation.exchanges),
    ...stateRow(collection, tdisp),
    ...reportRows(collection, bars),
  ];
  return {
    ...judgedConversation,
    checks,
    verdict: worst([...checks, ...judged].map(({ verdict }) => verdict)),
  };
};
