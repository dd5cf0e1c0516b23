/** A console on a unix socket, as QEMU offers it. */
import { createConnection } from 'node:net';
import { earlyBytes, type Port, PortShut } from './port.js';

const shut = (path: string, code: string | undefined): PortShut => {
  if (code === 'ENOENT') return new PortShut(`There is no socket ${path}.`, 'Start the virtual machine first.');
  if (code === 'ECONNREFUSED')
    return new PortShut(`Nobody listens at ${path}.`, 'Start the virtual machine again: its socket is stale.');
  if (code === 'EACCES')
    return new PortShut(`This user may not open ${path}.`, 'Start the virtual machine as the same user.');
  return new PortShut(`${path} cannot be opened: ${code ?? 'unknown error'}.`, 'Check that it is a socket.');
};

/** How long the other side may take to close its end. */
const lastWordsMs = 1000;

/** Throws {@link PortShut}. */
export const openSocketPort = async (path: string): Promise<Port> => {
  const socket = createConnection({ path });
  const early = earlyBytes();
  await new Promise<void>((done, failed) => {
    socket.once('connect', done);
    socket.once('error', (error: NodeJS.ErrnoException) => failed(shut(path, error.code)));
  });
  socket.on('data', (bytes) => early.bytes(bytes));
  socket.on('error', () => undefined);
  socket.on('close', () => early.end('The socket was closed: the virtual machine ended, or was restarted.'));
  return {
    name: path,
    send(bytes) {
      if (!early.ended) socket.write(bytes);
    },
    hear: early.hear,
    close: () =>
      new Promise((done) => {
        early.drop();
        if (socket.destroyed) done();
        else {
          // Left at once, with something still to be read, the kernel would take back the last that was sent: what it
          // said is heard out until the other side closes too.
          const late = setTimeout(() => socket.destroy(), lastWordsMs);
          socket.once('close', () => {
            clearTimeout(late);
            done();
          });
          socket.end();
        }
      }),
  };
};
