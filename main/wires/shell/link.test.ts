/** Answers are matched to what was asked, whole or not at all, over a line that the test holds in its hand. */
import { describe, expect, it } from 'vitest';
import { WireLost } from '../wire.js';
import { frameText } from './frame.js';
import type { ByteLine } from './line.js';
import { linkTo } from './link.js';

const heldLine = () => {
  let hear: (bytes: Uint8Array) => void = () => undefined;
  const sent: string[] = [];
  const nothing = { [Symbol.dispose]: () => undefined };
  const line: ByteLine = {
    guarded: true,
    frameBytes: 4096,
    send: (bytes) => void sent.push(Buffer.from(bytes).toString('latin1')),
    onBytes(listener) {
      hear = listener;
      return nothing;
    },
    onEnd: () => nothing,
    ...nothing,
  };
  return { line, sent, say: (text: string) => hear(Buffer.from(text, 'latin1')) };
};

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
