/** The lab over the browser host's WebSocket, in the shape that the preload gives in Electron. Connects again by itself when the line breaks. */
import type { Answer, CommandName, Input, LabBridge } from '../../shared/ipc/contract.js';
import type { Frame } from '../../shared/ipc/frame.js';
import type { OpeningFrame } from '../../shared/ipc/opening.js';
import { protocolsFor, type SocketMessage, socketPath } from '../../shared/ipc/socketLine.js';

const tokenKey = 'lockstep-token';
const firstWaitMs = 250;
const mostWaitMs = 5_000;

/** The token from the address's fragment, kept for reloads of this tab and taken out of the address bar. */
const takeToken = (): string => {
  const inAddress = /^#(?:token=)?([A-Za-z0-9_-]{16,})$/.exec(location.hash)?.[1];
  if (inAddress === undefined) return sessionStorage.getItem(tokenKey) ?? '';
  sessionStorage.setItem(tokenKey, inAddress);
  history.replaceState(null, '', location.pathname + location.search);
  return inAddress;
};

type AnyAnswer = Answer<CommandName>;
const broken: AnyAnswer = {
  ok: false,
  fault: { kind: 'internal', text: 'The line to the lab broke before it answered.' },
};

/** Opens the line and keeps it open. A command given while it is down waits until it is up. */
export const socketLab = (): LabBridge => {
  const token = takeToken();
  const frames = new Set<(frame: Frame) => void>();
  const openings = new Set<(frame: OpeningFrame) => void>();
  const downs = new Set<(why: string) => void>();
  const unsent: string[] = [];
  const asked = new Map<number, (answer: AnyAnswer) => void>();
  let count = 0;
  let wait = firstWaitMs;
  let socket: WebSocket;

  /** Why the line is down; the empty text says that it is up again. */
  const tell = (why: string): void => {
    for (const listener of downs) listener(why);
  };
  const hear = (text: string): void => {
    const message = JSON.parse(text) as SocketMessage<AnyAnswer, Frame>;
    if ('frame' in message) {
      for (const listener of frames) listener(message.frame);
    } else if ('opening' in message) {
      for (const listener of openings) listener(message.opening);
    } else if (message.id !== null) {
      asked.get(message.id)?.(message.answer);
      asked.delete(message.id);
    }
  };
  const send = (command: CommandName, input: unknown): number => {
    count += 1;
    const text = JSON.stringify({ id: count, command, input });
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
    else unsent.push(text);
    return count;
  };
  const connect = (): void => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    socket = new WebSocket(`${scheme}://${location.host}${socketPath}`, protocolsFor(token));
    socket.onopen = () => {
      wait = firstWaitMs;
      tell('');
      for (const text of unsent.splice(0)) socket.send(text);
    };
    socket.onmessage = (event: MessageEvent<string>) => hear(event.data);
    socket.onclose = () => {
      for (const answer of asked.values()) answer(broken);
      asked.clear();
      unsent.length = 0;
      tell('The connection was closed; it is tried again by itself.');
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, mostWaitMs);
    };
  };
  connect();

  return {
    call: <C extends CommandName>(command: C, input: Input<C>) => {
      const id = send(command, input);
      return new Promise<Answer<C>>((done) => asked.set(id, done as (answer: AnyAnswer) => void));
    },
    onFrame: (listener) => {
      frames.add(listener);
      return () => frames.delete(listener);
    },
    onOpening: (listener) => {
      openings.add(listener);
      return () => openings.delete(listener);
    },
    onDown: (listener) => {
      downs.add(listener);
      return () => downs.delete(listener);
    },
  };
};
