/** QEMU's SPDM socket, from both ends: a simulated device that listens on 127.0.0.1, and a line to one that does. */
import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { concat } from '../../shared/evidence/bytes/concat.js';
import { ascii } from '../../shared/evidence/bytes/write.js';
import type { Carry } from '../../shared/evidence/requester/line.js';
import {
  doeTransport,
  type SocketFrame,
  socketCommands,
  takeFrames,
  writeFrame,
} from '../../shared/evidence/transport/socketFrame.js';

/** Nobody else than this machine talks to a simulated device. */
const host = '127.0.0.1';

/** Calls `onFrame` for each whole frame; ends the line when what comes is none. */
const listen = (socket: Socket, onFrame: (frame: SocketFrame) => void): void => {
  let rest: Uint8Array = new Uint8Array(0);
  socket.on('data', (chunk: Buffer) => {
    const taken = takeFrames(concat(rest, chunk));
    if (!taken.ok) {
      socket.destroy(new Error(`SPDM socket: ${taken.why}.`));
      return;
    }
    ({ rest } = taken);
    for (const frame of taken.frames) onFrame(frame);
  });
};

export interface ServedDevice {
  readonly port: number;
  /** Settles when the first line to it came, and when that line ended; never when none comes. */
  readonly first: { readonly begun: Promise<void>; readonly ended: Promise<void> };
  close(): Promise<void>;
}

/** Each line gets a device of its own, just switched on. Null: the mailbox reports an error. */
export type SwitchOn = () => (object: Uint8Array) => Uint8Array | null;

const answerFrame = (frame: SocketFrame, answer: ReturnType<SwitchOn>): SocketFrame | null => {
  const { command, transport, payload } = frame;
  if (command === socketCommands.shutdown) return null;
  if (command === socketCommands.test) return { ...frame, payload: ascii('Server Hello!\0') };
  if (command === socketCommands.continue) return { ...frame, payload: new Uint8Array(0) };
  if (command !== socketCommands.normal || transport !== doeTransport)
    return { command: socketCommands.unknown, transport, payload: new Uint8Array(0) };
  // Strictly one answer for one request: an error of the mailbox is an answer without an object.
  return { command, transport, payload: answer(payload) ?? new Uint8Array(0) };
};

/** A promise that is kept from outside. `give` is true for whoever is first. */
const signalled = (): { readonly promise: Promise<void>; readonly give: () => boolean } => {
  let keep: (() => void) | null = null;
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return {
    promise,
    give: () => {
      const isFirst = keep !== null;
      keep?.();
      keep = null;
      return isFirst;
    },
  };
};

/** @param port 0: any that is free. Rejects when it is taken. */
export const serveDevice = async (port: number, switchOn: SwitchOn): Promise<ServedDevice> => {
  const lines = new Set<Socket>();
  const [begun, ended] = [signalled(), signalled()];
  const server = createServer((socket) => {
    const answer = switchOn();
    const isFirst = begun.give();
    lines.add(socket);
    socket.on('close', () => {
      lines.delete(socket);
      if (isFirst) ended.give();
    });
    // A line that breaks takes only its own device with it.
    socket.on('error', () => socket.destroy());
    listen(socket, (frame) => {
      const back = answerFrame(frame, answer);
      if (back === null) socket.end();
      else socket.write(writeFrame(back));
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    first: { begun: begun.promise, ended: ended.promise },
    close: async () => {
      for (const socket of lines) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

export interface DialledDevice {
  /** Given up by `signal`, it rejects with its reason at once; the answer that still comes is no later object's. */
  readonly carry: (object: Uint8Array, signal?: AbortSignal) => ReturnType<Carry>;
  /** Tells the other end that nothing more comes. */
  hangUp(): void;
}

interface Waiting {
  readonly done: (object: Uint8Array) => void;
  readonly lost: (error: Error) => void;
}

/** Rejects when nobody listens there; `carry` rejects when the line is lost or answers too late. */
export const dialDevice = async (port: number, patience = 10_000): Promise<DialledDevice> => {
  const socket = connect(port, host);
  await once(socket, 'connect');
  // Strictly one answer for one request, in their order: whoever gave up keeps its place until its own has come.
  const waiting: Waiting[] = [];
  const end = (error: Error): void => {
    for (const { lost } of waiting.splice(0)) lost(error);
  };
  socket.on('error', end);
  socket.on('close', () => end(new Error(`The device at port ${port} hung up.`)));
  socket.setTimeout(patience, () => {
    if (waiting.length > 0) socket.destroy(new Error(`The device at port ${port} did not answer for ${patience} ms.`));
  });
  listen(socket, ({ command, payload }) => {
    const { done, lost } = waiting.shift() ?? {};
    if (command === socketCommands.normal) done?.(payload);
    else lost?.(new Error(`The device at port ${port} answered with command 0x${command.toString(16)}.`));
  });
  return {
    carry: (object, signal) =>
      new Promise((done, lost) => {
        signal?.throwIfAborted();
        if (socket.destroyed) {
          lost(new Error(`The line to the device at port ${port} is gone.`));
          return;
        }
        const onAbort = (): void => lost(signal?.reason);
        signal?.addEventListener('abort', onAbort);
        const settled =
          <T>(how: (value: T) => void) =>
          (value: T): void => {
            signal?.removeEventListener('abort', onAbort);
            how(value);
          };
        waiting.push({ done: settled(done), lost: settled(lost) });
        socket.write(writeFrame({ command: socketCommands.normal, transport: doeTransport, payload: object }));
      }),
    hangUp: () => {
      const payload = new Uint8Array(0);
      socket.end(writeFrame({ command: socketCommands.shutdown, transport: doeTransport, payload }));
    },
  };
};
