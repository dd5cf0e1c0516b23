/** A fault and its detection are two times, and between them the kernel knows nothing (R24). */
import { describe, expect, it } from 'vitest';
import { boot, detection, inject, nvme } from '../../../test/fixtures/bootedLab.js';
import { handClock } from '../../../test/fixtures/handClock.js';

const trusted = async () => {
  const clock = handClock(42_000);
  const lab = boot({ name: 'lab', clock: clock.now, after: clock.after });
  await lab.write(`${nvme}/tsm/connect`, 'tsm0');
  await lab.write(`${nvme}/trust`, '3');
  const before = lab.heard.length;
  /** Time goes on, and listeners get their turn. */
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ...lab, clock, pass, said: () => lab.heard.slice(before) };
};

describe('detection', () => {
  it('R24 the write returns at once; until the detection everything reads as before, and nothing is said', async () => {
    const { read, write, pass, said } = await trusted();
    expect(await read(detection)).toBe('250');
    expect(await write(inject, 'ide_loss 0000:01:00.0')).toBe('done');
    await pass(249);
    expect([await read(`${nvme}/trust`), await read(`${nvme}/tsm/link`)]).toEqual(['3', 'ide']);
    expect(said()).toEqual([]);
    await pass(1);
    expect([await read(`${nvme}/trust`), await read(`${nvme}/tsm/link`)]).toEqual(['0', 'lost']);
  });

  it('R24 R25 notices carry the time of the detection, and name the write that was the cause', async () => {
    const { write, pass, said } = await trusted();
    await write(inject, 'spdm_loss 0000:01:00.0');
    await write(`${nvme}/trust`, '3');
    await pass(250);
    expect(said().length).toBeGreaterThan(2);
    for (const notice of said()) expect(notice).toMatchObject({ happenedAt: 42_250, seenAt: 42_250, write: 3 });
  });

  it('R24 the delay is a file: 0 detects at once, and what is no number is refused', async () => {
    const { read, write, pass } = await trusted();
    expect(await write(detection, 'soon')).toBe('EINVAL');
    expect(await write(detection, '38')).toBe('done');
    await write(inject, 'ide_loss 0000:01:00.0');
    await pass(38);
    expect(await read(`${nvme}/trust`)).toBe('0');
    await write(`${nvme}/tsm/disconnect`, 'tsm0');
    await write(`${nvme}/tsm/connect`, 'tsm0');
    await write(`${nvme}/trust`, '3');
    await write(detection, '0');
    await write(inject, 'ide_loss 0000:01:00.0');
    expect(await read(`${nvme}/trust`)).toBe('0');
  });

  it('R23 what cannot happen is refused at once', async () => {
    const { write, pass, said } = await trusted();
    expect(await write(inject, 'tdisp_error 0000:01:00.0')).toBe('EINVAL');
    expect(await write(inject, 'ide_loss 0000:02:00.0')).toBe('EINVAL');
    await pass(1000);
    expect(said()).toEqual([]);
  });

  it('R24 what is connected anew before the detection is another session, and stands', async () => {
    const { read, write, pass } = await trusted();
    await write(inject, 'ide_loss 0000:01:00.0');
    await write(`${nvme}/tsm/disconnect`, 'tsm0');
    await write(`${nvme}/tsm/connect`, 'tsm0');
    await pass(250);
    expect(await read(`${nvme}/tsm/link`)).toBe('ide');
  });

  it('R24 what is no matter of detection happens at once', async () => {
    const { read, write } = await trusted();
    await write(inject, 'leave 0000:01:00.0');
    expect(await read(`${nvme}/trust`)).toBe('ENOENT');
  });

  it('a machine that is closed leaves no timer behind', async () => {
    const { wire, write, pass, said, clock } = await trusted();
    await write(inject, 'ide_loss 0000:01:00.0');
    expect(clock.waiting()).toBe(1);
    await wire[Symbol.asyncDispose]();
    expect(clock.waiting()).toBe(0);
    await pass(1000);
    expect(said()).toEqual([]);
  });
});
