/** The only place that speaks raw IPC in the main process: checks who calls, hands commands to the lab, sends each window its own frames down. */
import { type WebContents, type WebFrameMain, ipcMain } from 'electron';
import { channels } from '../../shared/ipc/channels.js';
import type { Frame } from '../../shared/ipc/frame.js';
import type { OpeningFrame } from '../../shared/ipc/opening.js';
import { isOurs } from './origin.js';
import { type PageSessions, pageSessions } from './pageSessions.js';

/** What this needs of the lab. The lab parses each input against the contract, and answers bad ones. */
export interface Commands {
  handle(command: string, input: unknown): Promise<unknown>;
}

export interface Windows extends Disposable {
  /** From now on this window is one of the lab's, until it is closed. */
  admit(contents: WebContents): void;
  /** Sends a frame to the window whose session it is, if its page is still there to get it. */
  frame(frame: Frame): void;
  /** Likewise for how an opening stands. */
  opening(frame: OpeningFrame): void;
}

/** True when the caller is the top frame of a window of ours, and on our own page right now. */
const isWindow = (frame: WebFrameMain | null, contents: WebContents): boolean =>
  frame !== null && !contents.isDestroyed() && frame === contents.mainFrame && isOurs(frame.url);

const refused = (text: string): unknown => ({ ok: false, fault: { kind: 'bad-request', text } });

const sendDown = (contents: WebContents, channel: string, frame: Frame | OpeningFrame): void => {
  if (isWindow(contents.isDestroyed() ? null : contents.mainFrame, contents)) contents.send(channel, frame);
};

/** Serves commands of the windows it admits until disposed. A bad request is answered, never dropped. */
export const serveCommands = (commands: () => Promise<Commands>): Windows => {
  const pages = new Map<WebContents, PageSessions>();

  ipcMain.handle(channels.call, async (event, ...words: unknown[]) => {
    const [command, input] = words;
    const sessions = pages.get(event.sender);
    if (sessions === undefined || !isWindow(event.senderFrame, event.sender)) {
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

  const sendTo = (channel: string, frame: Frame | OpeningFrame, isFor: (sessions: PageSessions) => boolean): void => {
    for (const [contents, sessions] of pages) if (isFor(sessions)) sendDown(contents, channel, frame);
  };

  return {
    admit(contents) {
      pages.set(
        contents,
        pageSessions(contents, {
          close: (session) => void commands().then((lab) => lab.handle('session.close', { session })),
          cancel: (op) => void commands().then((lab) => lab.handle('opening.cancel', { op })),
        }),
      );
      contents.once('destroyed', () => pages.delete(contents));
    },
    frame: (frame) => sendTo(channels.frame, frame, (page) => page.has(frame.session)),
    opening: (frame) =>
      sendTo(
        channels.opening,
        frame,
        (page) => page.asksFor(frame.opening) || (frame.session !== null && page.has(frame.session)),
      ),
    [Symbol.dispose]: () => {
      ipcMain.removeHandler(channels.call);
      for (const sessions of pages.values()) sessions[Symbol.dispose]();
    },
  };
};
