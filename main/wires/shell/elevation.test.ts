/** A password that was asked for in vain goes nowhere. */
import { describe, expect, it } from 'vitest';
import { elevation } from './elevation.js';
import { frameText } from './frame.js';
import type { Hello } from './hello.js';
import { heldLine } from '../../../test/fixtures/heldLine.js';
import { linkTo } from './link.js';

const hello: Hello = {
  user: 'mara',
  root: false,
  host: 'box',
  kernel: 'Linux 7.3.4',
  sysfs: '/sys',
  boot: null,
  ssh: null,
  reader: 'sh',
  kmsg: false,
  has: new Set(['sudo']),
};

describe('rights through sudo', () => {
  it('that are not wanted any more when the password comes are not asked for with it', async () => {
    const { line, sent, say } = heldLine();
    using link = linkTo({ line, console: () => undefined });
    let answer: (words: string) => void = () => undefined;
    const ask = () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      });
    const rights = elevation({ link, hello, ask, life: new AbortController().signal });
    const raising = rights.set('sudo');
    say(frameText({ id: 1, part: 0, last: true, body: 'a password is required\n' }));
    await new Promise(setImmediate);
    expect(await rights.set('none')).toBeNull();
    answer('hunter2');
    expect(await raising).toMatch(/Something else was said/);
    expect(rights.up).toBe(false);
    expect(sent).toEqual(['LS 1 elevate\n']);
  });
});
