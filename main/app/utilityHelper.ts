/** Starts a helper of the lab as Electron's own kind of child: a package forbids running its program as Node. */
import { utilityProcess } from 'electron';

/** A process that takes and gives plain data. What it does is between the wire and its helper. */
interface Helper {
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (why: string) => void): void;
  abandon(): void;
}

/** A starter for the built module at `file`. The process ends with the app. */
export const utilityHelper = (file: string): Helper => {
  const child = utilityProcess.fork(file, [], { serviceName: 'Lockstep helper', stdio: 'ignore' });
  let left = false;
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', (message: unknown) => {
        if (!left) listener(message);
      });
    },
    onExit: (listener) => {
      child.on('exit', (code) => listener(`exit code ${code}`));
    },
    abandon: () => {
      left = true;
      child.kill();
    },
  };
};
