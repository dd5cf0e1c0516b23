/** Puts the far end of the link onto a machine whose shell answers: types one line, and hands it the program as data. */
import { createHash, randomInt } from 'node:crypto';
import { cksum } from '../shell/crc.js';
import { WireLost } from '../wire.js';
import { farProgram, loaderLine } from './far.js';
import { loaderBad, loaderReady, loaderRuns, quitLine } from './marks.js';
import type { Talk } from './talk.js';

/** How often each step is tried on a line that spoils some of it. */
const tries = 12;
/** The program is three thousand bytes: on a slow line they take seconds. */
const runMs = 10_000;
const letters = 'abcdefghijklmnopqrstuvwxyz';

export const randomWord = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');

const noisy = (): WireLost =>
  new WireLost(
    'The line spoils so much of what is sent that nothing can be started over it. Check cable, ground and baud rate.',
  );

/** A single character that the line made of it is enough to fail: then again. Throws {@link WireLost}. */
export const loadFar = async (talk: Talk, word: string): Promise<void> => {
  for (let left = tries; ; left -= 1) {
    if (left === 0) throw noisy();
    talk.say(loaderLine);
    if ((await talk.until(new RegExp(`(?:^|\\n)${loaderReady}\\r?\\n`), 4000)) !== null) break;
    // A quote that noise opened is closed by nothing but this.
    talk.say(`\u0003\n${quitLine}\n`);
    await talk.settled(300, 1500);
  }
  const lines = farProgram(word).split('\n');
  const text = lines.map((line) => `${line}\n`).join('');
  const sums = [createHash('md5').update(text, 'latin1').digest('hex'), `${cksum(text)} ${text.length}`];
  for (let left = tries; left > 0; left -= 1) {
    talk.say('-\n');
    for (const line of lines) talk.say(`+ ${line}\n`);
    talk.say(sums.map((sum) => `! ${sum}\n`).join(''));
    const verdict = await talk.until(new RegExp(`${loaderRuns}|${loaderBad}[^]*${loaderBad}`), runMs);
    if (verdict?.[0] === loaderRuns) return;
  }
  talk.say(`\u0003\n${quitLine}\n`);
  throw noisy();
};
