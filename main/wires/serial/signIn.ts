/** Gets from whatever a console stands at to a shell that answers: wakes it, waits for a boot, signs in, ends what an earlier tool left. */
import type { PreflightRow } from '../../../shared/ipc/opening.js';
import { safeText } from '../../../shared/facts/safeText.js';
import type { Opening } from '../opening.js';
import { WireLost, WireRefused } from '../wire.js';
import { quitLine } from './marks.js';
import { asksRoot, type Place, placeOf, plainText } from './signs.js';
import type { Talk } from './talk.js';

/** In milliseconds. */
export interface SignInTimes {
  /** A prompt has been said when nothing follows it for this long. */
  readonly quiet: number;
  /** The console is woken this often while it says nothing. */
  readonly knock: number;
  /** While a boot loader counts down, or after a panic, no key is pressed before it was silent for so long. */
  readonly patient: number;
  /** So long it may say nothing at all. */
  readonly silent: number;
  /** So long it may say things that are no prompt: a boot. */
  readonly boot: number;
  /** A password is weighed for so long at most. */
  readonly weigh: number;
}
export const signInTimes: SignInTimes = {
  quiet: 200,
  knock: 2000,
  patient: 10_000,
  silent: 30_000,
  boot: 300_000,
  weigh: 15_000,
};

export interface SignInOptions {
  readonly talk: Talk;
  readonly opening: Opening;
  /** How a person calls the console. */
  readonly name: string;
  /** The baud rate of its line; null for a socket. */
  readonly baud: number | null;
  readonly user: string | null;
  readonly times?: SignInTimes;
}

export interface SignedIn {
  /** A name was given, and perhaps a password: then the session is ours to end. */
  readonly ours: boolean;
  /** At most one: the quickest that is there. */
  readonly readers: readonly Reader[];
}

/** A row with nothing to mend. */
const row = (id: PreflightRow['id'], state: PreflightRow['state'], text: string): PreflightRow => ({
  id,
  state,
  text,
  remedy: null,
});

const withoutEcho = (text: string): string => text.replaceAll(quitLine.trim(), '').replaceAll('^C', '');

const lastLine = (talk: Talk, text: string): string =>
  safeText(plainText(talk.told(text)).trim().split('\n').at(-1) ?? '', 160);

/** What ends the attempt, in a sentence, and what helps. */
const dead = (
  { opening }: SignInOptions,
  id: PreflightRow['id'],
  { text, remedy }: { readonly text: string; readonly remedy: string },
): WireLost => {
  opening.tell({ id, state: 'failed', text, remedy });
  return id === 'authenticated' ? new WireRefused(text) : new WireLost(text);
};

const refused = (options: SignInOptions, user: string): WireLost =>
  dead(options, 'authenticated', {
    text: `The login of ${user} was refused: the name or the password is wrong.`,
    remedy: 'Connect again, and type name and password once more.',
  });

/** The faster readers that may be there, quickest first. */
const readers = ['perl', 'python'] as const;
type Reader = (typeof readers)[number];

/** Asks for the shell's answer to a sum: an echo of the question is none. Also which readers it has. Null when no shell answers. */
const answersSums = async (talk: Talk): Promise<readonly Reader[] | null> => {
  const [one, other] = [3 + Math.floor(Math.random() * 90), 3 + Math.floor(Math.random() * 90)];
  talk.say(` echo lk""-is-$((${one}*${other})) $(command -v perl) $(command -v python3).\n`);
  const answer = await talk.until(new RegExp(`lk-is-${one * other} ([^\\n]{0,400})\\.\\r?\\n`), 3000);
  if (answer === null) return null;
  const has = readers.filter((name) => answer[1]?.includes(`/${name}`));
  // One is enough, and each costs its length to send.
  return has.slice(0, 1);
};

/** Throws {@link WireLost} with one sentence, the opening's reason, or what ended the console. */
export const signIn = async (options: SignInOptions): Promise<SignedIn> => {
  const { talk, opening, name, baud, times = signInTimes } = options;
  const began = performance.now();
  let heard = false;
  let knocks = 0;
  let user: string | null = null;
  let answered = false;
  let blanked = false;
  let unanswered = 0;
  let asked = 0;

  const password = async (): Promise<void> => {
    const who = user ?? 'root';
    opening.tell(row('authenticated', 'running', `The console asks for the password of ${who}.`));
    const secret = await opening.ask({
      id: `console-${++asked}`,
      kind: 'password',
      prompt: `Password of ${who} on ${name}`,
      fingerprint: null,
      remember: false,
    });
    if (secret === null)
      throw dead(options, 'authenticated', {
        text: `The console asks for the password of ${who}, and none was given.`,
        remedy: 'Connect again, and type the password when it is asked for.',
      });
    // As it goes over the line, a byte a character: that is what a console would echo.
    const said = Buffer.from(secret.replaceAll(/[\r\n]/g, ''), 'utf8').toString('latin1');
    talk.hide(said);
    talk.say(`${said}\n`);
    // Weighing takes seconds when it is wrong, on purpose.
    await talk.until(/[^\s]/, times.weigh);
    answered = true;
  };

  /**
   * The console waits for the password of a name that was not given here: whoever was there before typed it, or it took a
   * knock for one. An empty one, which counts there as one failed login, leads back to the question for a name. What asks
   * again then is no login but a program, perhaps of another machine (`ssh`, `sudo`): no password of the person's is its.
   */
  const begunElsewhere = async (): Promise<void> => {
    if (blanked)
      throw dead(options, 'authenticated', {
        text: `What runs on ${name} asks for a password, and not for that of a name given here: none was sent.`,
        remedy: 'End it with a terminal (Ctrl C), then connect again.',
      });
    blanked = true;
    opening.tell(row('authenticated', 'running', 'A login that was begun before is in the way; starting it anew.'));
    talk.say('\n');
    await talk.until(/[^\s]/, times.weigh);
  };

  const login = async (): Promise<void> => {
    // Asked for the name again: the last was not taken.
    if (answered) throw refused(options, user ?? 'root');
    opening.tell(row('authenticated', 'running', 'The console asks who signs in.'));
    user =
      options.user ??
      (await opening.ask({
        id: `console-${++asked}`,
        kind: 'text',
        prompt: `Who signs in on ${name}? Reading needs no more than any user; writing needs root.`,
        fingerprint: null,
        remember: false,
      }));
    if (user === null || !/^[A-Za-z0-9_][A-Za-z0-9_.@\\-]{0,63}$/.test(user))
      throw dead(options, 'authenticated', {
        text: user === null ? 'The console asks who signs in, and no name was given.' : 'That is no name of a user.',
        remedy: 'Give the name when it is asked for, or with ?user=NAME in the target.',
      });
    talk.say(`${user}\n`);
    // The echo of the name is no answer.
    await talk.until(/\n[\s\S]*\S/, 5000);
  };

  /** Then waits for an answer: what is knocked at a machine that is slow to ask its question would answer it. */
  const knock = async (place: Place): Promise<void> => {
    knocks += 1;
    // An agent that an earlier tool left says nothing to Enter. It must not be told at a login: it would be taken for a name.
    if (place === 'silent' && knocks % 3 === 2) talk.say(`\n${quitLine}`);
    else if (place === 'silent' && knocks % 3 === 0) talk.say('\u0003\n');
    else talk.say('\n');
    const end = performance.now() + times.knock;
    while (placeOf(withoutEcho(talk.text)) === 'silent' && performance.now() < end)
      await talk.more(end - performance.now());
  };

  opening.tell(row('reachable', 'running', `${name} is open; listening.`));
  for (;;) {
    // A terminal that nobody reads still echoes: what we said ourselves is no answer.
    const text = withoutEcho(await talk.settled(times.quiet, times.knock));
    const place = placeOf(text);
    const waited = performance.now() - began;
    if (place !== 'silent' && place !== 'garbage' && !heard) {
      heard = true;
      opening.tell(row('reachable', 'passed', `${name} answers.`));
    }
    if (place === 'garbage' && waited > times.silent / 3)
      throw dead(options, 'reachable', {
        text: baud === null ? `What ${name} says is no text.` : `What comes from ${name} is no text at ${baud} baud.`,
        remedy: 'Choose the baud rate of the console (often 115200, 9600 or 1500000), and check data bits and parity.',
      });
    if (!heard && waited > times.silent)
      throw dead(options, 'reachable', {
        text: `Nothing answers on ${name}.`,
        remedy: 'Check that the machine is on, the cable (TX to RX, ground), and the baud rate.',
      });
    if (waited > times.boot)
      throw dead(options, 'shell', {
        text: `${name} came to no login within ${Math.round(times.boot / 60_000)} minutes. It said last: ${lastLine(talk, text)}`,
        remedy: 'See on the console text what it waits for.',
      });

    if (place === 'shell') {
      const found = await answersSums(talk);
      if (found !== null) {
        opening.tell(row('authenticated', 'passed', user === null ? 'A shell stood open.' : `Signed in as ${user}.`));
        return { ours: user !== null, readers: found };
      }
      unanswered += 1;
      if (unanswered >= 3)
        throw dead(options, 'shell', {
          text: 'What looks like a prompt is no POSIX shell.',
          remedy: 'Leave the program that runs on the console, or start sh there.',
        });
      talk.say('\u0003\n');
    } else if (place === 'login') await login();
    else if (place === 'password') {
      if (answered) throw refused(options, user ?? 'root');
      if (user === null && !asksRoot(text)) await begunElsewhere();
      else await password();
    } else if (place === 'refused') {
      if (user !== null || answered) throw refused(options, user ?? 'root');
      // Somebody else's login was refused.
      if (placeOf(text.slice(text.lastIndexOf('\n') + 1)) === 'login') await login();
      else if (!(await talk.more(times.knock))) await knock(place);
    } else if (place === 'expired')
      throw dead(options, 'authenticated', {
        text: 'The machine demands a new password before it lets anybody in.',
        remedy: 'Sign in with a terminal once, and set it.',
      });
    else if (place === 'loader')
      throw dead(options, 'shell', {
        text: `The machine stands in its boot loader: ${lastLine(talk, text)}`,
        remedy: 'Boot it (in U-Boot: boot), then connect again.',
      });
    else if (place === 'panic') {
      opening.tell(
        row('shell', 'warning', `The kernel panicked; waiting for the machine to start again. ${lastLine(talk, text)}`),
      );
      await talk.more(times.patient);
    } else if (place === 'countdown') {
      opening.tell(row('shell', 'running', 'The boot loader counts down; no key is pressed.'));
      if (!(await talk.more(times.patient))) await knock(place);
    } else if (place === 'text' && (await talk.more(times.knock)))
      opening.tell(row('shell', 'running', `The machine is starting: ${lastLine(talk, talk.text)}`));
    else await knock(place);
  }
};
