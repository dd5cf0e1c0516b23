/** OpenSSH's questions are told by how they begin; what a server says within its own is none of them. */
import { describe, expect, it } from 'vitest';
import { answerOf, questionOf } from './question.js';

const print = `SHA256:${'a'.repeat(43)}`;
const unknownHost = (host: string): string =>
  `The authenticity of host '${host}' can't be established.\nED25519 key fingerprint is ${print}.\nThis key is not known by any other names.\nAre you sure you want to continue connecting (yes/no/[fingerprint])? `;
const asked = (prompt: string, hint = '') => questionOf({ hint, prompt }, 'ssh-1');

describe('what OpenSSH asks', () => {
  it.each([
    ['host-key', unknownHost('lab-42 (10.0.0.4)'), ''],
    ['host-key', "Please type 'yes', 'no' or the fingerprint: ", ''],
    ['passphrase', "Enter passphrase for key '/home/mara/.ssh/id_ed25519': ", ''],
    ['passphrase', "Enter PIN for 'YubiKey PIV': ", ''],
    ['password', "mara@lab-42's password: ", ''],
    ['password', '(mara@lab-42) Verification code: ', ''],
    ['confirm', 'Allow shared connection to lab-42? ', 'confirm'],
    // A server may say what it wants: behind its name it is a question of the server.
    ['password', "(mara@lab-42) Enter passphrase for key '/home/mara/.ssh/id_ed25519': ", ''],
    ['password', `(mara@lab-42) ${unknownHost('bank')}`, ''],
  ] as const)('is a %s: %s', (kind, prompt, hint) => {
    expect(asked(prompt, hint).kind).toBe(kind);
  });

  it('has the fingerprint of the key, and not one that a name holds', () => {
    expect(asked(unknownHost('lab-42')).fingerprint).toBe(print);
    expect(asked(unknownHost(`SHA256:${'b'.repeat(43)}`)).fingerprint).toBe(print);
    expect(asked("Enter passphrase for key 'SHA256:abc': ").fingerprint).toBeNull();
  });

  it('is answered with the fingerprint alone where it is about a key', () => {
    const question = asked(unknownHost('lab-42'));
    expect([print, 'yes', null].map((answer) => answerOf(question, answer))).toEqual([print, 'no', null]);
    expect(answerOf(asked('Allow shared connection to lab-42? ', 'confirm'), 'yes')).toBe('yes');
  });
});
