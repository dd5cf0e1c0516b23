/** One window's WebSocket: requests come up and are answered, frames go down. A message nobody can read is answered, never dropped. */
import * as z from 'zod/mini';
import type { RawData, WebSocket } from 'ws';
import type { Answer, CommandName } from '../../shared/ipc/contract.js';
import type { Frame } from '../../shared/ipc/frame.js';
import { request, type SocketMessage } from '../../shared/ipc/socket.js';
import type { Lab } from '../lab/lab.js';
import type { Line, Owners } from './owners.js';

type Message = SocketMessage<Answer<CommandName>, Frame>;

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data)).toString('utf8');

const parse = (data: RawData, binary: boolean): z.infer<typeof request> | null => {
  if (binary) return null;
  try {
    return request.safeParse(JSON.parse(textOf(data))).data ?? null;
  } catch {
    // Not JSON: answered as what it is.
    return null;
  }
};

const bad: Message = {
  id: null,
  answer: {
    ok: false,
    fault: { kind: 'bad-request', text: 'A message is JSON text: {"id": number, "command": string, "input": …}.' },
  },
};

/** Commands that give the window a session of its own. */
const opens: ReadonlySet<string> = new Set<CommandName>(['session.open', 'session.join']);

const opIn = z.object({ op: z.string() });
const sessionIn = z.object({ session: z.string() });

/** Serves the contract over `socket` until it closes. */
export const serveLine = (socket: WebSocket, { lab, owners }: { lab: Lab; owners: Owners }): void => {
  const send = (message: Message): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const line: Line = { send };

  const answer = async (asked: z.infer<typeof request>): Promise<void> => {
    const { id, command, input } = asked;
    const session = sessionIn.safeParse(input).data?.session ?? '';
    // Whoever acknowledges a session's frames gets them: before the answer, for what was missed comes at once.
    if (command === 'session.ack' && owners.knows(session)) owners.own(session, line);
    const op = opens.has(command) || command === 'vm.up' ? opIn.safeParse(input).data?.op : undefined;
    if (op !== undefined) owners.opens(op, line);
    const answered = await lab.handle(command, input);
    if (op !== undefined) owners.opened(op);
    if (answered.ok && opens.has(command) && 'session' in answered.result) {
      owners.own(answered.result.session, line);
      if (socket.readyState !== socket.OPEN) owners.gone(line);
    }
    if (answered.ok && command === 'session.close') owners.forget(session);
    send({ id, answer: answered });
  };

  socket.on('message', (data, binary) => {
    const asked = parse(data, binary);
    if (asked === null) send(bad);
    else void answer(asked);
  });
  socket.on('close', () => owners.gone(line));
  // A message over the cap ends the line with code 1009; `close` follows.
  socket.on('error', () => socket.terminate());
};
