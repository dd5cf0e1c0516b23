import { describe, expect, it } from 'vitest';
import type { PreflightRow } from '../../shared/ipc/opening.js';
import { labOpener, openWire } from './open.js';
import { unattended } from './opening.js';

describe('openWire', () => {
  it.each([
    ['sim:', 'sim:', true],
    ['sim:lab', 'sim:', true],
    ['sim:guest', 'sim:guest', true],
  ])('opens %s', async (uri, opened, harmless) => {
    await using wire = await openWire(uri);
    expect(wire).toMatchObject({ uri: opened, harmless });
  });

  it('says of a recording that it is not built, in one sentence', async () => {
    await expect(openWire('replay:x.jsonl')).rejects.toMatchObject({
      fault: { kind: 'not-built', text: expect.stringMatching(/^[^.]+\.$/) },
    });
  });

  it.each([
    ['serial:/dev/lockstep-none', 'There is no /dev/lockstep-none.', 'Plug the adapter in'],
    ['unix:/run/lockstep-none', 'There is no socket /run/lockstep-none.', 'Start the virtual machine'],
  ])('says of %s that it is not there, and what helps', async (uri, text, remedy) => {
    const rows: PreflightRow[] = [];
    const opening = { ...unattended, tell: (row: PreflightRow) => void rows.push(row) };
    await expect(openWire(uri, {}, opening)).rejects.toThrow(text);
    expect(rows.at(-1)).toMatchObject({
      id: 'reachable',
      state: 'failed',
      text,
      remedy: expect.stringContaining(remedy),
    });
  });

  it('says of this machine that it cannot be opened without a helper', async () => {
    await expect(openWire('local:')).rejects.toMatchObject({ fault: { kind: 'not-built' } });
  });

  it('says of a folder that is no sysfs what is missing', async () => {
    await expect(openWire('local:/proc/sys', { local: { helper: '/nowhere' } })).rejects.toThrow(
      '/proc/sys is no sysfs',
    );
  });

  it('names the simulated machines there are', async () => {
    await expect(openWire('sim:moon')).rejects.toMatchObject({
      fault: { kind: 'bad-target', text: expect.stringContaining('lab, guest') },
    });
  });

  it('says of what is no target what to write instead', async () => {
    await expect(openWire('telnet://x')).rejects.toMatchObject({
      fault: { kind: 'bad-target', text: expect.stringContaining('write one of') },
    });
  });
});

describe('labOpener', () => {
  it('hands out the lab it made ahead once, with its rows, and makes a new one for who comes next', async () => {
    const open = await labOpener(null);
    const told: string[] = [];
    const opening = { ...unattended, tell: ({ id }: { readonly id: string }) => void told.push(id) };
    await using guest = await open('sim:guest', opening);
    told.splice(0);
    await using first = await open('sim:', opening);
    const once = told.splice(0);
    await using second = await open('sim:', opening);
    expect([guest.uri, first.uri, second.uri]).toEqual(['sim:guest', 'sim:', 'sim:']);
    expect(second).not.toBe(first);
    expect(once).toContain('reachable');
    expect(told).toEqual(once);
  });
});
