/** Entry of the helper process: joins its work to the channel it was started with, Node's or Electron's. */
import type { Request } from './protocol.js';
import { serve } from './serve.js';

/** Electron's utility process has this in place of Node's own channel. */
interface ParentPort {
  postMessage(message: object): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

const isPort = (port: unknown): port is ParentPort =>
  typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port;

const isRequest = (message: unknown): message is Request =>
  typeof message === 'object' && message !== null && 'id' in message && 'kind' in message;

const port: unknown = 'parentPort' in process ? process.parentPort : undefined;
if (isPort(port)) {
  const take = serve((answer) => port.postMessage(answer));
  port.on('message', ({ data }) => {
    if (isRequest(data)) take(data);
  });
  port.postMessage({ id: 0, kind: 'ready' });
} else {
  const take = serve((answer) => process.send?.(answer));
  process.on('message', (message) => {
    if (isRequest(message)) take(message);
  });
  process.send?.({ id: 0, kind: 'ready' });
  // Whoever started it is gone.
  process.on('disconnect', () => process.exit(0));
}
