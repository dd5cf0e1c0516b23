/** All rows of a judged collection as one verdict tells them: counted, the worst first, bounded. */
import type { Gathered, JudgedRow } from '../gathering.js';
import { mostRows } from '../gathering.js';
import { plain } from '../view/bounded.js';
import { titleOf } from '../view/titles.js';
import type { JudgedCollection } from './judgeCollection.js';
import { type About, type Check, type Verdict, worst } from './verdict.js';

/** What of a judged collection it is made from. */
type Summed = Pick<JudgedCollection, 'judged' | 'checks' | 'verdict'>;

/** Each row once: signed exchanges of one connection show the same chain. */
const rowsOf = ({ checks, judged }: Summed): readonly Check[] => {
  const seen = new Map<string, Check>();
  for (const check of [...checks, ...judged.flatMap((one) => one.checks)]) {
    const { id, verdict, expected, found } = check;
    const key = JSON.stringify([id, verdict, expected, found]);
    if (!seen.has(key)) seen.set(key, check);
  }
  return [...seen.values()];
};

const order: readonly Verdict[] = ['fail', 'not-checkable', 'no-reference', 'pass'];

const rowOf = ({ id, about, verdict, expected, found }: Check): JudgedRow => ({
  id,
  title: titleOf(id),
  about,
  verdict,
  expected: plain(expected),
  found: plain(found),
});

export const summaryOf = (judged: Summed): Pick<Gathered, 'verdict' | 'about' | 'counts' | 'rows'> => {
  const rows = rowsOf(judged);
  const worstOf = (about: About): Verdict | null => {
    const own = rows.filter((row) => row.about === about);
    return own.length === 0 ? null : worst(own.map(({ verdict }) => verdict));
  };
  const countOf = (verdict: Verdict): number => rows.filter((row) => row.verdict === verdict).length;
  return {
    // Where nothing was signed, nothing was shown.
    verdict: judged.judged.length === 0 ? worst([judged.verdict, 'not-checkable']) : judged.verdict,
    about: { identity: worstOf('identity'), binding: worstOf('binding'), content: worstOf('content') },
    counts: {
      pass: countOf('pass'),
      fail: countOf('fail'),
      'not-checkable': countOf('not-checkable'),
      'no-reference': countOf('no-reference'),
    },
    rows: order
      .flatMap((verdict) => rows.filter((row) => row.verdict === verdict))
      .slice(0, mostRows)
      .map(rowOf),
  };
};
