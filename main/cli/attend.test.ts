/** Questions and remedies of an opening, at the command line. */
import { describe, expect, it } from 'vitest';
import type { Question } from '../../shared/ipc/opening.js';
import { appInfo } from '../../test/fixtures/labFixture.js';
import { openWire } from '../wires/open.js';
import type { Opening } from '../wires/opening.js';
import { WireLost } from '../wires/wire.js';
import { runCli } from './cli.js';

const password: Question = { id: 'q', kind: 'password', prompt: 'Password:', fingerprint: null, remember: false };

const snapshot = async (
  open: (opening: Opening) => ReturnType<typeof openWire>,
  answer: string | null,
  there = true,
) => {
  const said = { out: '', err: '', asked: 0 };
  const code = await runCli(['snapshot', '--target', 'sim:'], {
    openWire: (_uri, opening) => open(opening),
    info: appInfo,
    ask: there
      ? (question) => {
          said.asked += question.id === 'q' ? 1 : 0;
          return Promise.resolve(answer);
        }
      : null,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    stop: new AbortController().signal,
  });
  return { code, ...said };
};

const guarded = async (opening: Opening) => {
  opening.tell({ id: 'authenticated', state: 'running', text: 'Signing in.', remedy: 'Check the password.' });
  if ((await opening.ask(password)) !== 'right') throw new WireLost('Permission denied.');
  return openWire('sim:');
};

describe('an opening at the command line', () => {
  it('asks once, and goes on with the answer', async () => {
    const { code, asked, out } = await snapshot(guarded, 'right');
    expect([code, asked]).toEqual([0, 1]);
    expect(out).toContain('0000:01:00.0');
  });

  it.each(['wrong', null])('ends with 3 for %j, and says what can be done', async (answer) => {
    const { code, err, out } = await snapshot(guarded, answer);
    expect([code, out]).toEqual([3, '']);
    expect(err).toBe('lockstep: Permission denied. Check the password.\n');
  });

  it('says how to go on where nobody can be asked', async () => {
    const { code, err, asked } = await snapshot(guarded, 'right', false);
    expect([code, asked]).toEqual([3, 0]);
    expect(err).toMatch(/^lockstep: Permission denied\. .*no terminal: run this at one, or sign in by a key/);
    expect(err).toContain('Check the password.');
  });
});
