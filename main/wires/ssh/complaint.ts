/** What OpenSSH's client complains of, as one sentence and what to do about it. */
import { safeText } from '../../../shared/facts/safeText.js';
import type { PreflightId } from '../../../shared/ipc/opening.js';

export interface Trouble {
  /** The step it stands for. */
  readonly id: PreflightId;
  readonly text: string;
  readonly remedy: string | null;
}

type Reading = (found: RegExpExecArray, complaint: string) => Omit<Trouble, 'id'>;

const known: readonly (readonly [RegExp, PreflightId, Reading])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    'authenticated',
    (_, complaint) => {
      const fingerprint = /SHA256:[A-Za-z0-9+/=]+/.exec(complaint)?.[0] ?? 'another one';
      const [, file] = /Offending \S+ key in (.+?):\d+/.exec(complaint) ?? [];
      const remove = /ssh-keygen -f \S+ -R \S+/.exec(complaint)?.[0];
      const where = file === undefined ? 'the file of known hosts' : file;
      return {
        text: `The host key has changed: it is ${fingerprint} now, and another one is in ${where}. Nothing was sent to it.`,
        remedy: `Ask whoever keeps the machine whether that key is right. If it is, remove the old one: ${remove ?? 'ssh-keygen -R HOST'}`,
      };
    },
  ],
  [
    /Host key verification failed/,
    'authenticated',
    () => ({
      text: 'The host key was not confirmed. Nothing was sent to it.',
      remedy:
        'Compare its fingerprint with the one the machine itself prints: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
    }),
  ],
  [
    /Permission denied \(([\w,-]+)\)|Permission denied, please try again/,
    'authenticated',
    ([, ways]) => ({
      text: `The far side let nobody in${ways === undefined ? '' : ` (it takes ${ways.replaceAll(',', ', ')})`}.`,
      remedy: 'Check the user, the password, and that a key of yours is in authorized_keys there.',
    }),
  ],
  [
    /Too many authentication failures/,
    'authenticated',
    () => ({
      text: 'The far side ended it: too many keys were offered.',
      remedy: 'Name the key in your OpenSSH configuration: IdentityFile and IdentitiesOnly yes.',
    }),
  ],
  [
    /Could not resolve hostname ([^:\s]+)/,
    'reachable',
    ([, name]) => ({
      text: `No host ${name} is known here.`,
      remedy: 'Check the name, or add it to your OpenSSH configuration.',
    }),
  ],
  [
    /Connection refused/,
    'reachable',
    () => ({ text: 'The port refuses connections.', remedy: 'Is sshd running there, on that port?' }),
  ],
  [
    /(No route to host|Network is unreachable|Connection timed out|Operation timed out)/,
    'reachable',
    ([, words]) => ({
      text: `It cannot be reached: ${words}.`,
      remedy: 'Check the network, and that the machine is up.',
    }),
  ],
  [
    /Bad configuration option|Can't open user config file|Bad owner or permissions/,
    'reachable',
    ({ input }) => ({
      text: `OpenSSH refuses its configuration: ${safeText(input.trim().split('\n').at(-1) ?? '', 300)}`,
      remedy: 'Mend the file that it names.',
    }),
  ],
  [
    /Timeout, server .* not responding|Connection reset|Broken pipe|Connection closed/,
    'reachable',
    () => ({ text: 'The connection broke.', remedy: 'Check the network, and that the machine is up.' }),
  ],
];

/** What it says besides: no complaint. */
const chatter = /^(Authenticated to|Transferred:|Bytes per second:|debug\d|Warning: Permanently added|\*\* |$)/;

/** The last thing it said that is a complaint; null for none. */
export const troubleOf = (complaint: string): Trouble | null => {
  for (const [pattern, id, read] of known) {
    const found = pattern.exec(complaint);
    if (found !== null) return { id, ...read(found, complaint) };
  }
  const last = complaint
    .split(/\r?\n/)
    .map((line) => line.trim())
    .findLast((line) => !chatter.test(line));
  return last === undefined ? null : { id: 'reachable', text: `ssh: ${safeText(last, 300)}`, remedy: null };
};
