/** What OpenSSH asks through its askpass program, as a question to the person; and their answer as OpenSSH wants it. */
import { spellOut } from '../../../shared/facts/safeText.js';
import type { Question } from '../../../shared/ipc/opening.js';

export interface Asked {
  /** `SSH_ASKPASS_PROMPT`: `confirm`, `none`, or empty. */
  readonly hint: string;
  readonly prompt: string;
}

const fingerprintOf = (prompt: string): string | null => /\b(?:SHA256|MD5):[A-Za-z0-9+/=:]+/.exec(prompt)?.[0] ?? null;

const kindOf = ({ hint, prompt }: Asked): Question['kind'] => {
  if (/authenticity of host|\(yes\/no/.test(prompt)) return 'host-key';
  if (/passphrase|PIN for/i.test(prompt)) return 'passphrase';
  // What is not known to be harmless to show, a one-time code say, is not shown.
  return hint === 'confirm' ? 'text' : 'password';
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
