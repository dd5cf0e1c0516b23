import { describe, expect, it } from 'vitest';
import { openWire } from './open.js';

describe('openWire', () => {
  it.each([
    ['sim:', 'sim:', true],
    ['sim:lab', 'sim:', true],
    ['sim:guest', 'sim:guest', true],
  ])('opens %s', async (uri, opened, harmless) => {
    await using wire = await openWire(uri);
    expect(wire).toMatchObject({ uri: opened, harmless });
  });

  it.each(['local:', 'ssh://box', 'serial:/dev/ttyS0', 'unix:/run/x', 'replay:x.jsonl'])(
    'says of %s that it is not built, in one sentence',
    async (uri) => {
      await expect(openWire(uri)).rejects.toMatchObject({
        fault: { kind: 'not-built', text: expect.stringMatching(/^[^.]+\.$/) },
      });
    },
  );

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
