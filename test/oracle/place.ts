/** Where evidence lies that nobody of this project made: beside a checkout, or where a variable points. It is never part of the project. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = process.env.LOCKSTEP_ORACLE ?? resolve(import.meta.dirname, '..', '..', '..', 'shared', 'oracle');

/** A file of it. */
export const oracle = (...parts: readonly string[]): string => join(folder, ...parts);

/** Captures of SPDM sessions, by folder name. */
export const captures = (): readonly string[] =>
  existsSync(oracle('spdm'))
    ? readdirSync(oracle('spdm')).filter((name) => existsSync(oracle('spdm', name, 'session.pcap')))
    : [];
