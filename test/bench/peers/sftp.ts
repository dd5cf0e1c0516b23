/** The least an SFTP client must do to read small files: version 3 over `ssh -s sftp`, 64 files in flight, each opened, read and closed. */
import { spawn } from 'node:child_process';

const kinds = { init: 1, version: 2, open: 3, close: 4, read: 5, readlink: 19 } as const;
const inFlight = 64;

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const text = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([word(bytes.length), bytes]);
};
const packet = (kind: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from([kind]), ...parts]);
  return Buffer.concat([word(body.length), body]);
};

type Reply = (body: Buffer) => void;

/** A client on one connection. `args` are those of ssh; the subsystem is added. */
const client = (args: readonly string[]) => {
  const child = spawn('ssh', [...args, '-s', 'sftp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, Reply>();
  let rest: Buffer = Buffer.alloc(0);
  let count = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
      const body = rest.subarray(4, 4 + rest.readUInt32BE());
      rest = rest.subarray(4 + body.length);
      // The first answer has a version where all others have an id.
      const id = body[0] === kinds.version ? 0 : body.readUInt32BE(1);
      waiting.get(id)?.(body);
      waiting.delete(id);
    }
  });
  const ask = (kind: number, ...parts: readonly Buffer[]): Promise<Buffer> =>
    new Promise((resolve) => {
      count += 1;
      waiting.set(count, resolve);
      child.stdin.write(packet(kind, word(count), ...parts));
    });
  const ready = new Promise<Buffer>((resolve) => {
    waiting.set(0, resolve);
    child.stdin.write(packet(kinds.init, word(3)));
  });
  return { ask, ready, end: () => child.kill() };
};

const handleKind = 102;
const nameKind = 104;

/** Milliseconds for all files and links on a connection that stands. Throws when one cannot be read. */
export const sftpReads = async (
  args: readonly string[],
  { files, links }: { readonly files: readonly string[]; readonly links: readonly string[] },
): Promise<number> => {
  const { ask, ready, end } = client(args);
  try {
    await ready;
    const todo = [...files.map((path) => ({ path, link: false })), ...links.map((path) => ({ path, link: true }))];
    const one = async ({ path, link }: { readonly path: string; readonly link: boolean }): Promise<void> => {
      const answer = await ask(link ? kinds.readlink : kinds.open, text(path), ...(link ? [] : [word(1), word(0)]));
      if (answer[0] !== (link ? nameKind : handleKind)) throw new Error(`SFTP does not read ${path}.`);
      if (link) return;
      const handle = answer.subarray(5);
      await ask(kinds.read, handle, word(0), word(0), word(4096));
      await ask(kinds.close, handle);
    };
    const began = performance.now();
    const worker = async (): Promise<void> => {
      for (let next = todo.pop(); next !== undefined; next = todo.pop()) await one(next);
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    return performance.now() - began;
  } finally {
    end();
  }
};
