/** The few words of the DevTools protocol the bench needs: a full test driver costs the app a tenth of a second while it starts. */
import { WebSocket } from 'ws';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

export interface Cdp {
  /** The first page there is, as soon as there is one: runs an expression in it and gives its value, promises awaited. */
  evaluate(expression: string): Promise<unknown>;
  close(): void;
}

type Waiting = { readonly done: (result: Message['result']) => void; readonly fail: (error: Error) => void };

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((done, fail) => {
    socket.once('open', done);
    socket.once('error', fail);
  });

const isPage = (params: Message['params']): boolean => {
  const target = params?.targetInfo;
  return typeof target === 'object' && target !== null && 'type' in target && target.type === 'page';
};

/** Connects to the browser's own endpoint; rejects when it does not answer. */
export const connect = async (address: string): Promise<Cdp> => {
  const socket = new WebSocket(address);
  const asked = new Map<number, Waiting>();
  let count = 0;
  let found: (session: string) => void = () => undefined;
  const page = new Promise<string>((done) => {
    found = done;
  });
  const send = (method: string, params: object, sessionId?: string): Promise<Message['result']> => {
    count += 1;
    const id = count;
    socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return new Promise((done, fail) => asked.set(id, { done, fail }));
  };
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.method === 'Target.attachedToTarget' && isPage(message.params))
      found(String(message.params?.sessionId));
    const waiting = message.id === undefined ? undefined : asked.get(message.id);
    if (waiting === undefined || message.id === undefined) return;
    asked.delete(message.id);
    if (message.error === undefined) waiting.done(message.result);
    else waiting.fail(new Error(message.error.message));
  });
  socket.on('close', () => {
    for (const { fail } of asked.values()) fail(new Error('The app ended.'));
  });
  await opened(socket);
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  return {
    evaluate: async (expression) => {
      const answer = await send(
        'Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true },
        await page,
      );
      if (answer?.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
      const result = answer?.result;
      return typeof result === 'object' && result !== null && 'value' in result ? result.value : undefined;
    },
    close: () => socket.close(),
  };
};
