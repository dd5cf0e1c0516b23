/** A console that echoes a password: it is in no row, no line and no fault. */
import { describe, expect, it } from 'vitest';
import { mostQuestionId, type PreflightRow, type Question } from '../../../shared/ipc/opening.js';
import type { Port, PortHearer } from './port.js';
import { signIn, signInTimes } from './signIn.js';
import { talkOver } from './talk.js';

const secret = 'hunter2 & more';

/** A console that asks for name and password, says the password back, and then something that is no prompt. */
const echoing = (): Port => {
  let hearer: PortHearer | null = null;
  let asked = false;
  const say = (text: string): void => void setImmediate(() => hearer?.bytes(Buffer.from(text, 'latin1')));
  return {
    name: 'ttyTest',
    send(bytes) {
      const text = bytes.toString('latin1');
      if (text.includes(secret)) say(`${secret}\r\nWelcome, ${secret} is taken`);
      else if (text.includes('root')) {
        asked = true;
        say('root\r\nPassword: ');
      } else say(asked ? `still ${secret}` : 'box login: ');
    },
    hear(next) {
      hearer = next;
    },
    close: () => Promise.resolve(),
  };
};

describe('signing in on a console that echoes', () => {
  it('tells the password nowhere, whatever the console says last', async () => {
    const [lines, rows]: [string[], PreflightRow[]] = [[], []];
    const signal = new AbortController().signal;
    const questions: Question[] = [];
    const opening = {
      signal,
      tell: (row: PreflightRow) => void rows.push(row),
      ask: (question: Question) => {
        questions.push(question);
        return Promise.resolve(secret);
      },
    };
    using talk = talkOver(echoing(), (line) => void lines.push(line), signal);
    const times = { ...signInTimes, quiet: 20, knock: 40, patient: 40, weigh: 60, boot: 600 };
    const name = '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0';
    const failure = await signIn({ talk, opening, name, baud: null, user: 'root', times }).catch(String);
    expect(failure).toContain('came to no login');
    const told = JSON.stringify([lines, rows, failure]);
    expect(told).toContain('••••');
    expect(told).not.toContain(secret);
    // Whatever the port is called: the answer names the question, through the contract.
    expect(questions[0]?.id.length).toBeLessThanOrEqual(mostQuestionId);
  });
});

describe('a program that asks for somebody’s password', () => {
  it.each(['bob@other’s password: ', '[sudo] password for bob: ', 'Password: '])(
    '%s: nobody is asked for one, and none is sent',
    async (prompt) => {
      const sent: string[] = [];
      let hearer: PortHearer | null = null;
      const port: Port = {
        name: 'ttyTest',
        send(bytes) {
          sent.push(bytes.toString('latin1'));
          setImmediate(() => hearer?.bytes(Buffer.from(`\r\nSorry, try again.\r\n${prompt}`, 'utf8')));
        },
        hear(next) {
          hearer = next;
        },
        close: () => Promise.resolve(),
      };
      const { signal } = new AbortController();
      const opening = { signal, tell: () => undefined, ask: () => Promise.reject(new Error('a person was asked')) };
      using talk = talkOver(port, () => undefined, signal);
      const times = { ...signInTimes, quiet: 20, knock: 40, weigh: 60, boot: 600 };
      const signingIn = signIn({ talk, opening, name: 'ttyTest', baud: null, user: 'root', times });
      await expect(signingIn).rejects.toThrow('not for that of a name given here: none was sent.');
      expect(sent.join('').trim()).toBe('');
    },
  );
});
