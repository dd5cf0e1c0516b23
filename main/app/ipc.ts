/** The only place that speaks raw IPC in the main process: checks who calls, hands commands to the lab, sends frames down. */
import { type WebContents, type WebFrameMain, ipcMain } from 'electron';
import { channels } from '../../shared/ipc/channels.js';
import type { Frame } from '../../shared/ipc/frame.js';
import type { OpeningFrame } from '../../shared/ipc/opening.js';
import { isOurs } from './origin.js';
import { pageSessions } from './pageSessions.js';

/** What this needs of the lab. The lab parses each input against the contract, and answers bad ones. */
export interface Commands {
  handle(command: string, input: unknown): Promise<unknown>;
}

/** True when the caller is the top frame of our window, and on our own page right now. */
const isWindow = (frame: WebFrameMain | null, contents: WebContents): boolean =>
  frame !== null && !contents.isDestroyed() && frame === contents.mainFrame && isOurs(frame.url);

const refused = (text: string): unknown => ({ ok: false, fault: { kind: 'bad-request', text } });

/** Serves commands of `contents` until disposed. A bad request is answered, never dropped. */
export const serveCommands = (contents: WebContents, commands: () => Promise<Commands>): Disposable => {
  const sessions = pageSessions(contents, {
    close: (session) => void commands().then((lab) => lab.handle('session.close', { session })),
    cancel: (op) => void commands().then((lab) => lab.handle('opening.cancel', { op })),
  });
  ipcMain.handle(channels.call, async (event, ...words: unknown[]) => {
    const [command, input] = words;
    if (event.sender !== contents || !isWindow(event.senderFrame, contents)) {
      return refused('This page is not the window of the lab.');
    }
    if (typeof command !== 'string' || command.length > 60 || words.length !== 2) {
      return refused('A call is a command name and one input.');
    }
    const lab = await commands();
    sessions.asked(command, input);
    const answer = await lab.handle(command, input);
    sessions.note(command, input, answer);
    return answer;
  });
  return {
    [Symbol.dispose]: () => {
      ipcMain.removeHandler(channels.call);
      sessions[Symbol.dispose]();
    },
  };
};

const sendDown = (contents: WebContents, channel: string, frame: Frame | OpeningFrame): void => {
  if (isWindow(contents.isDestroyed() ? null : contents.mainFrame, contents)) contents.send(channel, frame);
};

/** Sends one frame down, if our page is still there to get it. */
export const sendFrame = (contents: WebContents, frame: Frame): void => sendDown(contents, channels.frame, frame);

/** Likewise for how an opening stands. */
export const sendOpening = (contents: WebContents, frame: OpeningFrame): void =>
  sendDown(contents, channels.opening, frame);
