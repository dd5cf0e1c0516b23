/** Starts the reader as a plain Node child: for the browser host and the command line. Electron brings its own kind, because packages forbid running as Node. */
import { fork } from 'node:child_process';
import type { Portion, StartReader } from './protocol.js';

/** A starter for the built reader module at `file`. The child ends with its parent: its channel closes. */
export const nodeReader =
  (file: string): StartReader =>
  () => {
    const child = fork(file, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.unref();
    child.channel?.unref();
    let left = false;
    return {
      send: (request) => {
        child.channel?.ref();
        child.send(request);
      },
      onPortion: (listener) => {
        child.on('message', (message: Portion) => {
          if (!left) listener(message);
        });
      },
      onExit: (listener) => {
        child.on('exit', (code, signal) => listener(signal ?? `exit code ${code ?? 'unknown'}`));
        child.on('error', (error) => listener(error.message));
      },
      abandon: () => {
        left = true;
        child.kill('SIGKILL');
        if (child.connected) child.disconnect();
      },
    };
  };
