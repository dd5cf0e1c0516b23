/** The words of the browser host's WebSocket that the window needs too: kept apart from the schemas, so that the window loads none of them. */
import type { OpeningFrame } from './opening.js';

/** The socket's path on the host that served the page. */
export const socketPath = '/lab';

/** The subprotocol the host speaks. The token goes beside it as a second one: a page cannot set headers, and an address would end up in logs. */
export const socketProtocol = 'lockstep';

/** The subprotocols to offer, by the token from the address's fragment: `new WebSocket(url, protocolsFor(token))`. */
export const protocolsFor = (token: string): string[] => [socketProtocol, `token.${token}`];

/**
 * What the host sends, as JSON text: `{"id": n, "answer": Answer}`, `{"frame": Frame}` or `{"opening": OpeningFrame}`.
 * A message the host could not read is answered with `id` null and a `bad-request`.
 *
 * After a broken line: connect again, then `session.ack` with the last frame applied. The session sends what
 * came after it, with a whole snapshot; with `seq` 0 it sends its events from the start as well.
 */
export type SocketMessage<Answer, Frame> =
  | { readonly id: number | null; readonly answer: Answer }
  | { readonly frame: Frame }
  | { readonly opening: OpeningFrame };
