/** How the contract travels over the browser host's WebSocket: requests up with a number, answers and frames down. */
import * as z from 'zod/mini';

export { protocolsFor, type SocketMessage, socketPath, socketProtocol } from './socketLine.js';

/** What the window sends. `id` is the window's own count; the answer names it again. */
export const request = z.strictObject({
  id: z.int().check(z.nonnegative()),
  command: z.string().check(z.maxLength(60)),
  input: z.json(),
});

/** Largest request, in bytes. */
export const mostRequestBytes = 256 * 1024;
