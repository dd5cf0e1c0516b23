/** A VM's serial line as a test sees it: what came, and waiting for what is to come. */
import { createConnection } from 'node:net';

/** busybox's shell asks the terminal where its cursor is, after each prompt. */
const askTerminal = `${String.fromCharCode(27)}[6n`;

export interface Console extends Disposable {
  send(text: string): void;
  /** All that came since it was opened. */
  text(): string;
  /** Waits until what came since the last wait fits. Never gives up: the test's own limit does. */
  until(pattern: RegExp): Promise<void>;
}

/** Opens `unix:PATH`. QEMU serves one client at a time; a second waits for the first to leave. */
export const openConsole = (uri: string): Promise<Console> =>
  new Promise((resolve, reject) => {
    const socket = createConnection(uri.replace(/^unix:/, ''));
    let raw = '';
    let text = '';
    let from = 0;
    let look: () => void = () => undefined;
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      raw += chunk;
      text = raw.replaceAll(askTerminal, '').replaceAll('\r', '');
      look();
    });
    socket.on('error', reject);
    socket.on('connect', () =>
      resolve({
        send: (words) => void socket.write(words),
        text: () => text,
        until: (pattern) =>
          new Promise((found) => {
            look = () => {
              if (!pattern.test(text.slice(from))) return;
              from = text.length;
              look = () => undefined;
              found();
            };
            look();
          }),
        [Symbol.dispose]: () => void socket.destroy(),
      }),
    );
  });
