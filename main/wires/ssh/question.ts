/** What OpenSSH asks through its askpass program, as a question to the person; and their answer as OpenSSH wants it. */
import { spellOut } from '../../../shared/facts/safeText.js';
import type { Question } from '../../../shared/ipc/opening.js';

export interface Asked {
  /** `SSH_ASKPASS_PROMPT`: `confirm`, `none`, or empty. */
  readonly hint: string;
  readonly prompt: string;
}

/** On a line of its own: a host's name is the person's, but what a file of theirs calls it may hold anything. */
const fingerprintOf = (prompt: string): string | null =>
  /^\S+ key fingerprint is:? ((?:SHA256|MD5):[A-Za-z0-9+/=:]+)\.?\s*$/m.exec(prompt)?.[1] ?? null;

/**
 * OpenSSH's own questions, by how they begin. What a server asks is handed on with `(user@host) ` before it (since 8.5), so
 * that no server's words are taken for a question of one's own ssh.
 */
const beginnings: readonly (readonly [Question['kind'], RegExp])[] = [
  [
    'host-key',
    /^(?:The authenticity of host '|Warning: the \S+ host key for '|Please type 'yes', 'no' or the fingerprint)/,
  ],
  ['passphrase', /^(?:Enter passphrase for |Enter PIN for )/],
];

const kindOf = ({ hint, prompt }: Asked): Question['kind'] => {
  const found = beginnings.find(([, sign]) => sign.test(prompt));
  if (found !== undefined) return found[0];
  // What is not known to be harmless to show, a one-time code say, is not shown.
  return hint === 'confirm' ? 'confirm' : 'password';
};

/** Without OpenSSH's own words for how to answer: here it is answered with the fingerprint, never with a yes. */
const toldOf = (prompt: string): string => prompt.replace(/\s*Are you sure you want to continue connecting[^\n]*$/, '');

/** `id` is of the wire's making. */
export const questionOf = (asked: Asked, id: string): Question => ({
  id,
  kind: kindOf(asked),
  prompt: spellOut(toldOf(asked.prompt.trim()).replaceAll(/\s*\n\s*/g, ' ')).slice(0, 1000),
  fingerprint: fingerprintOf(asked.prompt),
  remember: false,
});

/** What goes back to OpenSSH; null declines. A host key is confirmed with its fingerprint and nothing else. */
export const answerOf = ({ kind, fingerprint }: Question, answer: string | null): string | null => {
  if (answer === null) return null;
  if (kind !== 'host-key') return answer;
  return fingerprint !== null && answer.trim() === fingerprint ? fingerprint : 'no';
};
