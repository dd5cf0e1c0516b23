/** The reader process: takes requests, reads with blocking calls, answers in portions. Killed or abandoned by the wire when the kernel does not return. */
import type { Portion, Request } from './protocol.js';
import { type Found, busOf, findDevices, liesBelow, readAttribute, readDevice } from './sweep.js';

/** Devices a portion carries: small enough that the other side parses it in a few milliseconds. */
const portionSize = 64;

const foundOf = (root: string, folders: readonly string[]): readonly Found[] =>
  folders.flatMap((path) => {
    const bus = liesBelow(root, path) ? busOf(root, path) : null;
    return bus === null ? [] : [{ path, bus }];
  });

const answer = (request: Request, send: (portion: Portion) => void): void => {
  const { id, root } = request;
  if (request.kind === 'read') {
    const binary = (path: string): boolean => path.endsWith('/config');
    const entries = request.paths.map((path) => [
      path,
      liesBelow(root, path) ? readAttribute(`${root}/${path}`, binary(path)) : { errno: 'ENOENT' as const, at: Date.now() },
    ]);
    send({ id, kind: 'readings', readings: Object.fromEntries(entries) });
    return;
  }
  const found = request.folders === null ? findDevices(root) : foundOf(root, request.folders);
  for (let from = 0; from === 0 || from < found.length; from += portionSize) {
    const devices = found
      .slice(from, from + portionSize)
      .flatMap(({ path, bus }) => readDevice(root, path, bus) ?? []);
    send({ id, kind: 'devices', devices, done: from + portionSize >= found.length });
  }
};

/** Serves requests over whatever channel the process was started with. */
export const serveReader = (send: (portion: Portion) => void): ((request: Request) => void) => {
  return (request) => {
    try {
      answer(request, send);
    } catch (error) {
      send({ id: request.id, kind: 'failed', text: error instanceof Error ? error.message : String(error) });
    }
  };
};
