/** Answers are matched to what was asked, whole or not at all, over a line that the test holds in its hand. */
import { describe, expect, it } from 'vitest';
import { heldLine } from '../../../test/fixtures/heldLine.js';
import { WireLost } from '../wire.js';
import { frameText } from './frame.js';
import { linkTo, Silent } from './link.js';

const asking = { signal: new AbortController().signal, silentMs: 1000 } as const;

describe('an answer', () => {
  it('of some megabytes comes whole: a machine with many devices is no fault', async () => {
    const { line, say } = heldLine();
    using link = linkTo({ line, console: () => undefined });
    const answer = link.ask('sweep', [], asking);
    const body = `${'x'.repeat(3899)}\n`;
    const parts = 1500;
    for (let part = 0; part < parts; part += 1) say(frameText({ id: 1, part, last: part === parts - 1, body }));
    expect((await answer).length).toBe(parts);
  });

  it('that does not end loses the line, and is never taken in part', async () => {
    const { line, say } = heldLine();
    using link = linkTo({ line, console: () => undefined, longest: 10_000 });
    const answer = link.ask('sweep', [], asking);
    const body = `${'x'.repeat(3899)}\n`;
    for (let part = 0; part < 5; part += 1) say(frameText({ id: 1, part, last: false, body }));
    await expect(answer).rejects.toThrow(WireLost);
    expect(link.lost).toMatch(/longer than/);
  });
});

describe('several in one journey', () => {
  const turn = (verb: 'write' | 'read', silentMs: number | null, signal = asking.signal) =>
    ({ verb, args: [`=${verb}`], asking: { signal, silentMs } }) as const;

  it('go over as one line, and each is answered by itself', async () => {
    const { line, sent, say } = heldLine();
    using link = linkTo({ line, console: () => undefined });
    const [first, second] = link.askInTurn([turn('write', null), turn('read', 1000)]);
    expect(sent).toEqual(['LS 1 write =write ; 2 read =read\n']);
    say(frameText({ id: 1, part: 0, last: true, body: 'W\n' }));
    expect(await first).toEqual(['W']);
    say(frameText({ id: 2, part: 0, last: true, body: 'V 0 x\n' }));
    expect(await second).toEqual(['V 0 x']);
  });

  it('are silent only from when the one before is answered; what fails fails those after it', async () => {
    const { line, sent, say } = heldLine();
    using link = linkTo({ line, console: () => undefined });
    const person = new AbortController();
    const [write, read] = link.askInTurn([turn('write', null), turn('read', 30)]);
    let silent = false;
    read?.catch(() => {
      silent = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 90));
    expect(silent).toBe(false);
    say(frameText({ id: 1, part: 0, last: true, body: 'W\n' }));
    await write;
    await expect(read).rejects.toThrow(Silent);
    const [hanging, after] = link.askInTurn([turn('write', null, person.signal), turn('read', 1000)]);
    const both = Promise.allSettled([hanging, after]);
    person.abort(new Error('enough'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(sent.filter((one) => one.includes('kill')).map((one) => one.trim().split(' ').at(-1))).toEqual([
      '2',
      '3',
      '4',
    ]);
  });
});
