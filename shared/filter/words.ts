/** The words a device is found by under each key, null where it is not known: one place for the filter, its facets and their counts. */
import type { Device } from '../facts/device.js';
import { known, type Fact } from '../facts/fact.js';

/** What was said of a device's evidence in this session; `stale` when it unlocked, fell or was locked again since (R31). */
export type VerdictWord = 'none' | 'gathered' | 'accepted' | 'rejected' | 'stale';

/** A fact that names something: `none` when it names nothing, null when it is not known. */
export const nameWord = (fact: Fact<string | null>): string | null => {
  const value = known(fact);
  if (value === undefined) return null;
  return value === null || value === '' ? 'none' : value.toLowerCase();
};

/** What `lockWord` may say. */
export const lockWords = ['locked', 'run', 'error', 'connected', 'unlocked'] as const;

/** How the device is held, as one word; null when neither its interface's state nor a connection is known. */
export const lockWord = ({ facts }: Device): (typeof lockWords)[number] | null => {
  const state = known(facts.tdisp);
  if (state === 'CONFIG_LOCKED') return 'locked';
  if (state === 'RUN') return 'run';
  if (state === 'ERROR') return 'error';
  const connected = known(facts.connected);
  if (connected !== undefined && connected !== null) return 'connected';
  return state === undefined ? null : 'unlocked';
};

/** The TSM that holds the device, locked or connected; null when it may be one that is not known. */
export const tsmWord = ({ facts }: Device): string | null => {
  const names = [nameWord(facts.locked), nameWord(facts.connected)];
  const named = names.find((name) => name !== null && name !== 'none');
  return named ?? (names.includes(null) ? null : 'none');
};

export const linkWord = ({ facts }: Device): string | null => known(facts.link) ?? null;

/** The level's digit; null when it is not known. */
export const levelWord = ({ facts }: Device): string | null => {
  const level = known(facts.level);
  return level === undefined ? null : String(level);
};

/** A host bridge is on no bus: `none`. */
export const busWord = ({ bus }: Device): string => (bus === '' ? 'none' : bus.toLowerCase());

/** How the level is known; `unknown` is an answer here, not the want of one. */
export const provenanceWord = ({ facts }: Device): string => facts.level.kind;
