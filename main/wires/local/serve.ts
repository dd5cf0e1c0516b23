/** The helper's work: takes requests, reads and writes with blocking calls, answers in portions. */
import { closeSync, constants, openSync, statSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Reading } from '../../../shared/facts/reading.js';
import type { Errno } from '../../../shared/model/errno.js';
import { errnoOf } from './errnoOf.js';
import type { Answer, Request } from './protocol.js';
import { type Place, readAttribute } from './attribute.js';
import { resolveBelow } from './links.js';
import { findDevices, isDevice, readDevice, stepOut } from './sweep.js';

/** What a portion carries: little enough that the other side takes it in within a few milliseconds. */
const devicesInPortion = 64;
const readingsInPortion = 500;

type Send = (answer: Answer) => void;
type Look = Extract<Request, { readonly careful: boolean }>;

const monotonic = (): number => {
  const [seconds, nanos] = process.hrtime();
  return seconds * 1000 + nanos / 1e6;
};

/** Stamps by the other side's clock. `performance.now()` costs a third of `hrtime`, and runs at the same rate. */
const placeOf = ({ id, root, clock, careful, hung }: Look, send: Send): Place => {
  const offset = clock + monotonic() - performance.now();
  return {
    root,
    now: () => offset + performance.now(),
    about: careful ? (path) => send({ id, kind: 'about', path }) : null,
    hung: new Set(hung),
  };
};

type Sweep = Extract<Request, { kind: 'sweep' }>;

/** The folders to read. */
const foldersOf = (request: Sweep): readonly string[] => {
  const { root } = request;
  if (request.folders === null) return findDevices(root);
  return request.found ? request.folders : request.folders.filter((path) => isDevice(root, path));
};

const sweep = async (request: Sweep, send: Send): Promise<void> => {
  const { id } = request;
  const place = placeOf(request, send);
  const found = foldersOf(request);
  if (request.folders === null && found.length > request.most) return send({ id, kind: 'found', folders: found });
  const size = request.careful ? 1 : devicesInPortion;
  for (let from = 0; from === 0 || from < found.length; from += size) {
    const devices = found.slice(from, from + size).flatMap((path) => readDevice(place, path) ?? []);
    send({ id, kind: 'devices', devices, done: from + size >= found.length });
    // The channel gets its turn: a portion is under way while the next one is read.
    await setImmediate();
  }
  stepOut();
};

const read = async (request: Extract<Request, { kind: 'read' }>, send: Send): Promise<void> => {
  const { id, root, paths } = request;
  const place = placeOf(request, send);
  const readOne = (path: string): Reading => {
    if (place.hung.has(path)) return { errno: 'ETIMEDOUT', at: place.now() };
    place.about?.(path);
    const real = resolveBelow(root, path);
    return 'errno' in real ? { errno: real.errno, at: place.now() } : readAttribute(place, real.path);
  };
  for (let from = 0; from === 0 || from < paths.length; from += readingsInPortion) {
    const entries = paths.slice(from, from + readingsInPortion).map((path) => [path, readOne(path)] as const);
    const done = from + readingsInPortion >= paths.length;
    send({ id, kind: 'readings', readings: Object.fromEntries(entries), done });
    await setImmediate();
  }
};

/** One `write(2)` of the value and a newline, never creating nor truncating anything. */
const writeOnce = (file: string, value: string): Errno | null => {
  let fd = -1;
  try {
    // sysfs asks this of root too (kernfs checks the mode at open); a copy of a tree is to answer alike.
    if ((statSync(file).mode & 0o222) === 0) return 'EACCES';
    fd = openSync(file, constants.O_WRONLY);
    writeSync(fd, `${value}\n`);
    return null;
  } catch (error) {
    return errnoOf(error);
  } finally {
    if (fd >= 0) closeSync(fd);
  }
};

const write = ({ id, root, path, value }: Extract<Request, { kind: 'write' }>, send: Send): void => {
  const began = performance.now();
  const real = resolveBelow(root, path);
  const errno = 'errno' in real ? real.errno : writeOnce(`${root}/${real.path}`, value);
  send({ id, kind: 'written', errno, ms: performance.now() - began });
};

const answer = async (request: Request, send: Send): Promise<void> => {
  if (request.kind === 'sweep') await sweep(request, send);
  else if (request.kind === 'read') await read(request, send);
  else write(request, send);
};

/** Serves requests over whatever channel the process was started with. */
export const serve =
  (send: Send) =>
  (request: Request): void => {
    answer(request, send).catch((error: unknown) =>
      send({ id: request.id, kind: 'failed', text: error instanceof Error ? error.message : String(error) }),
    );
  };
