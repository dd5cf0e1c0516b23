/** Rows that stay where they are while the same is typed: a write that ends must not put another act under the pointer. */
import { useState } from 'react';
import { entriesFor, type Entry, type Offered } from './entries.js';

/** `fresh` in the places of `shown`: each row with its group of before and what it waits for now; what is gone says so; what is new comes last. */
export const steady = (shown: readonly Entry[], fresh: readonly Entry[]): readonly Entry[] => {
  const now = new Map(fresh.map((entry) => [entry.id, entry]));
  const before = new Set(shown.map(({ id }) => id));
  return [
    ...shown.map((entry): Entry => {
      const same = now.get(entry.id);
      return same ? { ...same, group: entry.group } : { ...entry, waits: 'no longer there' };
    }),
    ...fresh.filter(({ id }) => !before.has(id)),
  ];
};

/** The entries for what is typed, in an order that only typing changes. */
export const useSteadyEntries = (typed: string, offered: Offered): readonly Entry[] => {
  const [held, setHeld] = useState(() => ({ typed, offered, entries: entriesFor(typed, offered) }));
  if (held.typed === typed && held.offered === offered) return held.entries;
  const fresh = entriesFor(typed, offered);
  const entries = held.typed === typed ? steady(held.entries, fresh) : fresh;
  setHeld({ typed, offered, entries });
  return entries;
};
