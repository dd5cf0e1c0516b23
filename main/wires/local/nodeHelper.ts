/** Starts the helper as a plain Node child: for the browser host and the command line. Electron brings its own kind, because packages forbid running as Node. */
import { fork } from 'node:child_process';
import type { HelperProcess } from './protocol.js';

/** Starts the built helper module at `file`. It ends with its parent, when its channel closes; by itself it keeps nobody alive. */
export const nodeHelper = (file: string): HelperProcess => {
  const child = fork(file, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // The options of whoever starts it (a debugger, a test runner) are not for it.
    execArgv: [],
  });
  child.unref();
  let left = false;
  return {
    send: (message) => void child.send(message),
    onMessage: (listener) => {
      child.on('message', (message) => {
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
      child.channel?.unref();
    },
  };
};
