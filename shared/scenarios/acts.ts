/** Steps that many scenarios share, in the words they are read in. */
import type { Fault } from '../evidence/responder/faults.js';
import type { CheckVerdict } from '../facts/judgement.js';
import type { Errno } from '../model/errno.js';
import type { Level } from '../model/level.js';
import type { InjectedKind } from '../model/world.js';
import { type Act, type Expected, fillIns, type Step, type WriteKind } from './scenario.js';

const done = { outcome: 'done' } as const;

type Rest = Omit<Expected, 'outcome'>;

/** A write that must be done. */
export const does = (say: string, [kind, value]: readonly [WriteKind, string], expect: Rest = {}): Step => ({
  say,
  act: { kind, value },
  expect: { ...done, ...expect },
});

/** A write that must be refused, with this error number or one of these, and of which no uevent tells. */
export const refuses = (
  say: string,
  [kind, value, errno]: readonly [WriteKind, string, Errno | readonly Errno[]],
  expect: Rest = {},
): Step => ({
  say,
  act: { kind, value },
  expect: { outcome: typeof errno === 'string' ? [errno] : errno, quiet: true, ...expect },
});

/** Something the world does. */
export const happens = (say: string, fault: InjectedKind, expect: Rest = {}): Step => ({
  say,
  act: { kind: 'inject', fault },
  expect: { ...done, ...expect },
});

/** Makes wrong what the device signs; null takes it back. */
export const spoils = (fault: Fault | null, expect: Rest = {}): Step => ({
  say: fault === null ? 'what it signs is sound again' : `what it signs goes wrong: ${fault}`,
  act: { kind: 'spoil', fault },
  expect: { ...done, ...expect },
});

/** Gathers and judges: what must come of it. */
export const gathers = (verdict: CheckVerdict, rows: Readonly<Record<string, CheckVerdict>> = {}): Step => ({
  say: 'gather its evidence and judge it',
  act: { kind: 'gather' },
  expect: { ...done, verdict, rows },
});

/** Asks for a level that this tool's policy does not let through. */
export const heldAt = (level: Level, expect: Rest = {}): Step => ({
  say: `ask for level ${level} on it`,
  act: { kind: 'trust', value: String(level) },
  expect: { outcome: 'held', quiet: true, ...expect },
});

/** The TSM fails from now on; `none` takes it back. */
export const tsmFails = (errno: Errno | 'none'): Step => ({
  say: errno === 'none' ? 'the TSM works again' : `the TSM fails with ${errno} from now on`,
  act: { kind: 'inject', fault: 'tsm_fails', errno },
  expect: done,
});

const write = (kind: WriteKind, value: string): Act => ({ kind, value });

/** A uevent and nothing else tells of the new level. */
const told = (from: Level, to: Level) => ({ TRUST: String(to), TRUST_OLD: String(from), TRUST_REASON: 'write' });

export const unbind = does('release the driver', ['unbind', fillIns.driver], { driver: 'none' });
export const lock = does('lock the interface', ['lock', fillIns.tsm], {
  locked: true,
  tdisp: 'CONFIG_LOCKED',
  quiet: true,
});
export const unlock = does('unlock it', ['unlock', fillIns.tsm], { locked: false });
export const connect = does('connect to the TSM', ['connect', fillIns.tsm], { connected: true, quiet: true });
export const disconnect = does('disconnect it', ['disconnect', fillIns.tsm], { connected: false });

/** Asks for a level that must be had. */
export const trust = (from: Level, to: Level, expect: Omit<Expected, 'outcome' | 'level'> = {}): Step =>
  does(`ask for level ${to}`, ['trust', String(to)], { level: to, uevent: told(from, to), ...expect });

/** Unlocked, with a driver, at level 1; to level 4, the TCB, with the driver bound again. */
export const toRun: readonly Step[] = [unbind, lock, trust(1, 4, { tdisp: 'RUN', driver: 'bound' })];

/** Connected, at level 3. */
export const toLink: readonly Step[] = [connect, trust(1, 3, { driver: 'bound' })];

const back = (act: Act, say: string): Step => ({ say, act, expect: done });

/** What brings a guest's device back to where a scenario found it. */
export const afterGuest: readonly Step[] = [
  back({ kind: 'inject', fault: 'tsm_fails', errno: 'none' }, 'let the TSM work'),
  back(write('trust', '0'), 'drop it to level 0'),
  back(write('unlock', fillIns.tsm), 'unlock it'),
  back(write('trust', '1'), 'back to level 1'),
  back(write('bind', fillIns.driver), 'bind its driver'),
];

/** The same for a host's. */
export const afterHost: readonly Step[] = [
  back({ kind: 'inject', fault: 'tsm_fails', errno: 'none' }, 'let the TSM work'),
  back(write('disconnect', fillIns.tsm), 'disconnect it'),
  back(write('trust', '1'), 'back to level 1'),
  back(write('bind', fillIns.driver), 'bind its driver'),
];
