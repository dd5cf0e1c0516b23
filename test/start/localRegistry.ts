/** A package registry on this machine with one package in it, for trying out what happens when it serves the wrong thing. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

export interface LocalRegistry extends AsyncDisposable {
  readonly address: string;
}

/**
 * Serves `name@version` whose tarball holds `files` below `package/`.
 * @param options `scratch`: a folder of the caller's.
 */
export const serveRegistry = async (options: {
  readonly name: string;
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
  readonly scratch: string;
}): Promise<LocalRegistry> => {
  const { name, version, files, scratch } = options;
  const folder = join(scratch, 'package');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  execFileSync('tar', ['-czf', join(scratch, 'package.tgz'), '-C', scratch, 'package']);
  const tarball = readFileSync(join(scratch, 'package.tgz'));
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;

  const server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz')) {
      response.end(tarball);
      return;
    }
    const dist = { tarball: `http://${request.headers.host}/package.tgz`, integrity };
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({ name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, dist } } }),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the registry has no port');
  return {
    address: `http://127.0.0.1:${at.port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};
